import { textStyle } from '../cli/color.js';
import { writeData } from '../cli/message.js';
import type { OutputFile } from '../cli/output-file.js';
import { ProgressLine } from '../cli/progress-line.js';
import { isUtf8, terminalWidth } from '../cli/terminal-facts.js';
import type { Terminal } from '../cli/terminal.js';
import { plainStyle } from '../documents/text-style.js';
import { InputError } from '../input/input-error.js';
import { standText } from './forecast-text.js';
import { LinesView } from './lines-view.js';
import { ndjsonView } from './ndjson-view.js';
import type { WatchOptions, watchFormats } from './options.js';
import type { WatchView } from './watch-view.js';

type ViewOptions = Pick<WatchOptions, 'format' | 'color' | 'virsh' | 'connect'>;
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
  options: ViewOptions,
  terminal: Terminal,
  output: OutputFile | null,
): Promise<WatchView> {
  const view = await resultsView(name, options, terminal, output);
  return output === null ? view : withProgress(view, terminal);
}

/** A view whose results go elsewhere: the terminal shows on a line where the migration stands. */
function withProgress(view: WatchView, terminal: Terminal): WatchView {
  const progress = new ProgressLine(terminal);
  return {
    answer: (state) => {
      progress.show(standText(state.reading));
      view.answer(state);
    },
    end: (outcome) => {
      progress.clear();
      view.end(outcome);
    },
  };
}

async function resultsView(
  name: string,
  options: ViewOptions,
  terminal: Terminal,
  output: OutputFile | null,
): Promise<WatchView> {
  const { environment, out } = terminal;
  const hasScreen = output === null && out.isTTY && environment['TERM'] !== 'dumb';
  const format: Format = options.format ?? (hasScreen ? 'screen' : 'lines');
  const style = output === null ? await textStyle(options.color, out, environment) : plainStyle;
  const write = (text: string): void => (output === null ? out.write(text) : output.append(text));
  const { connect: uri, virsh } = options;
  const domain = virsh === null ? null : { domain: virsh, uri };
  switch (format) {
    case 'ndjson':
      return ndjsonView(output === null ? (text) => writeData(out, text) : write);
    case 'lines':
      return new LinesView(write, style, domain);
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
        return { columns: columns || terminalWidth(terminal), rows: rows || usualRows };
      };
      return new ScreenView({ name, domain, write, style, characters, size });
    }
  }
}
