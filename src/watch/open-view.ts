import { textStyle } from '../cli/color.js';
import { writeData } from '../cli/message.js';
import type { OutputFile } from '../cli/output-file.js';
import { isUtf8, terminalWidth } from '../cli/terminal-facts.js';
import type { Terminal } from '../cli/terminal.js';
import { plainStyle } from '../documents/text-style.js';
import { InputError } from '../input/input-error.js';
import { LinesView } from './lines-view.js';
import { ndjsonView } from './ndjson-view.js';
import type { WatchOptions, watchFormats } from './options.js';
import type { WatchView } from './watch-view.js';

type Format = (typeof watchFormats)[number];

/** Lines of a terminal that does not say how many it has. */
const usualRows = 24;

/**
 * The view that the options ask for.
 *
 * @param name what is watched
 * @param output the file of --output; null for stdout
 * @throws InputError for a screen where there is no terminal
 */
export async function openView(
  name: string,
  options: Pick<WatchOptions, 'format' | 'color'>,
  terminal: Terminal,
  output: OutputFile | null,
): Promise<WatchView> {
  const { environment, out } = terminal;
  const hasScreen = output === null && out.isTTY && environment['TERM'] !== 'dumb';
  const format: Format = options.format ?? (hasScreen ? 'screen' : 'lines');
  const style = output === null ? await textStyle(options.color, out, environment) : plainStyle;
  const write = (text: string): void => (output === null ? out.write(text) : output.append(text));
  switch (format) {
    case 'ndjson':
      return ndjsonView(output === null ? (text) => writeData(out, text) : write);
    case 'lines':
      return new LinesView(write, style);
    case 'screen': {
      if (!hasScreen) {
        const problem = 'needs a terminal';
        throw new InputError({ subject: '--format', value: format, problem });
      }
      const { ScreenView } = await import('./screen-view.js');
      const { asciiCharacters, brailleCharacters } = await import('../plot/character-cells.js');
      const characters = isUtf8(environment) ? brailleCharacters : asciiCharacters;
      const size = () => {
        const { columns, rows } = out.size?.() ?? { columns: 0, rows: 0 };
        // Some terminals do not know how large they are.
        return { columns: columns || terminalWidth(environment), rows: rows || usualRows };
      };
      return new ScreenView({ name, write, style, characters, size });
    }
  }
}
