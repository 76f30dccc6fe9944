import { framedTable } from './framed-table.js';
import { signed } from './signed.js';
import type { TextStyle } from './text-style.js';

/** A published figure next to the median of the simulated runs; null if none of them has it. */
export interface PublishedFigureRow {
  readonly mode: string;
  readonly figure: string;
  readonly published: number;
  readonly simulated: number | null;
  readonly errorPercent: number | null;
}

/** Published figures beside simulated ones; empty without any. */
export function renderPublishedFigures(
  rows: readonly PublishedFigureRow[],
  style: TextStyle,
): string {
  if (rows.length === 0) return '';
  const cells = rows.map(({ mode, figure, published, simulated, errorPercent }) => [
    mode,
    figure,
    String(published),
    simulated === null ? '-' : String(Math.round(simulated)),
    errorPercent === null ? '-' : signed(errorPercent, '%'),
  ]);
  const table = framedTable([['mode', 'figure', 'published', 'simulated', 'error'], ...cells]);
  return `\n${style.title('published figures')}\n${table}\n`;
}
