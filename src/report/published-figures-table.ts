import { framedTable } from './framed-table.js';
import { markdownTable } from './markdown-table.js';
import { signed } from './signed.js';
import { wrapWords } from './wrap-words.js';

/** A figure of a cell, published and ours. */
export interface ComparedFigure {
  readonly name: string;
  /** Null if nothing was published of the cell. */
  readonly published: number | null;
  readonly simulated: number | null;
}

/** A cell: what it is called, and its figures, the same ones in each cell. */
export interface ComparedCell {
  readonly labels: readonly string[];
  readonly figures: readonly ComparedFigure[];
}

const labelWidth = 28;

/** A framed table of published figures, ours and how far off they are, with a line for each cell. */
export function publishedFiguresTable(cells: readonly ComparedCell[]): string {
  const rows = cells.map((cell) => [
    ...cell.labels.map((label) => wrapWords(label, labelWidth).join('\n')),
    ...cell.figures.flatMap(figureCells),
  ]);
  return framedTable([header(cells[0], '\n'), ...rows]);
}

/** As `publishedFiguresTable`, in Markdown. */
export function publishedFiguresMarkdown(cells: readonly ComparedCell[]): string {
  const rows = cells.map((cell) => [...cell.labels, ...cell.figures.flatMap(figureCells)]);
  return markdownTable(header(cells[0], ' '), rows, cells[0].labels.length).join('\n');
}

function header({ labels, figures }: ComparedCell, separator: string): string[] {
  return [
    ...labels.map(() => ''),
    ...figures.flatMap(({ name }) => [`${name}${separator}published`, 'ours', 'off']),
  ];
}

function figureCells({ published, simulated }: ComparedFigure): string[] {
  const off =
    published === null || simulated === null ? '-' : signed((simulated / published - 1) * 100, '%');
  return [whole(published), whole(simulated), off];
}

function whole(figure: number | null): string {
  return figure === null ? '-' : String(Math.round(figure));
}
