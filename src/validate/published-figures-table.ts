import { framedTable } from '../documents/framed-table.js';
import { markdownTable } from '../documents/markdown-table.js';
import { signed } from '../documents/number-format.js';
import { wrapWords } from '../documents/wrap-words.js';

/** What was published: from one number to another, or one that is both. */
export interface PublishedSpan {
  readonly from: number;
  readonly to: number;
}

/** A figure of a cell, published and ours. */
export interface ComparedFigure {
  readonly name: string;
  /** Null if nothing was published of the cell. */
  readonly published: PublishedSpan | null;
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
  const columns = columnsOf(cells);
  const rows = cells.map((cell) => [
    ...cell.labels.map((label) => wrapWords(label, labelWidth).join('\n')),
    ...columns.flatMap(({ read }) => read(cell)),
  ]);
  return framedTable([header(cells[0], columns, '\n'), ...rows]);
}

/** As `publishedFiguresTable`, in Markdown. */
export function publishedFiguresMarkdown(cells: readonly ComparedCell[]): string {
  const columns = columnsOf(cells);
  const rows = cells.map((cell) => [...cell.labels, ...columns.flatMap(({ read }) => read(cell))]);
  return markdownTable(header(cells[0], columns, ' '), rows, cells[0].labels.length).join('\n');
}

/** The columns of one figure: three, or ours alone where nothing was published of any cell. */
interface FigureColumns {
  readonly titles: (separator: string) => readonly string[];
  readonly read: (cell: ComparedCell) => readonly string[];
}

function columnsOf(cells: readonly ComparedCell[]): readonly FigureColumns[] {
  return cells[0].figures.map(({ name }, index): FigureColumns => {
    const isPublished = cells.some(({ figures }) => figures[index].published !== null);
    return isPublished
      ? {
          titles: (separator) => [`${name}${separator}published`, 'ours', 'off'],
          read: ({ figures }) => comparedCells(figures[index]),
        }
      : {
          titles: (separator) => [`${name}${separator}ours`],
          read: ({ figures }) => [ourCell(figures[index])],
        };
  });
}

function header(
  { labels }: ComparedCell,
  columns: readonly FigureColumns[],
  separator: string,
): string[] {
  return [...labels.map(() => ''), ...columns.flatMap(({ titles }) => titles(separator))];
}

function comparedCells(compared: ComparedFigure): string[] {
  const { published, simulated } = compared;
  if (published === null) return ['-', ourCell(compared), '-'];
  const { from, to } = published;
  const theirs = from === to ? figure(from) : `${figure(from)}..${figure(to)}`;
  return [theirs, ourCell(compared), simulated === null ? '-' : offText(published, simulated)];
}

function ourCell({ simulated }: ComparedFigure): string {
  return simulated === null ? '-' : figure(simulated);
}

/** How far a figure lies outside of what was published. */
function offText({ from, to }: PublishedSpan, simulated: number): string {
  if (from !== to && simulated >= from && simulated <= to) return 'within';
  const nearest = simulated < from ? from : to;
  return nearest === 0 ? figure(simulated) : signed((simulated / nearest - 1) * 100, '%');
}

/** Whole numbers; below ten, with a digit behind the point. */
function figure(value: number): string {
  const isSmall = Math.abs(value) < 10 && !Number.isInteger(value);
  return isSmall ? value.toFixed(1) : String(Math.round(value));
}
