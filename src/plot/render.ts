import { asciiCharacters, brailleCharacters } from './character-cells.js';
import type { MigrationChart } from './migration-chart.js';
import { pageData } from './page-data.js';
import type { PlotChoice } from './plot-choice.js';
import { terminalPlot } from './terminal-plot.js';
import type { TextStyle } from '../documents/text-style.js';
import { offlinePage } from '../documents/offline-page.js';
import { pageAssets } from '../cli/page-assets.js';
import type { Terminal } from '../cli/terminal.js';
import { isUtf8, terminalWidth } from '../cli/terminal-facts.js';
import { versionText } from '../program-version.js';
import type { PlotOptions } from './options.js';

/**
 * The page.
 *
 * @param note what it says about runs that are not drawn; null for nothing
 */
export function pageText(
  charts: readonly MigrationChart[],
  choice: PlotChoice,
  note: string | null,
): string {
  return offlinePage(pageData(charts, choice, versionText.trim(), note), pageAssets('plot'));
}

/** The charts as text, as wide as the terminal says, in characters that its locale has. */
export function terminalText(
  charts: readonly MigrationChart[],
  choice: PlotChoice,
  { ascii }: PlotOptions,
  style: TextStyle,
  terminal: Terminal,
): string {
  const isPlain = ascii || !isUtf8(terminal.environment);
  return terminalPlot(charts, choice, {
    width: terminalWidth(terminal),
    characters: isPlain ? asciiCharacters : brailleCharacters,
    style,
  });
}
