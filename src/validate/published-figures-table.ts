import { type Column, column, type Document, section, table } from '../documents/document.js';
import { figure, signed } from '../documents/number-format.js';
import type { PublishedSpan } from './published-table.js';

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

/** Published figures, ours and how far off they are, with a row for each cell. */
export function publishedFiguresTable(cells: readonly ComparedCell[]): Document {
  const [{ figures, labels }] = cells;
  const groups = figures.map(({ name }, index) => figureColumns(cells, name, index));
  const columns = [
    ...labels.map(() => column('', 'text', { wrapWidth: 28 })),
    ...groups.flatMap((group) => group.columns),
  ];
  const rows = cells.map((cell) => [...cell.labels, ...groups.flatMap(({ read }) => read(cell))]);
  return [section(null, [table(columns, rows)])];
}

/** The columns of one figure: three, or ours alone where nothing was published of any cell. */
interface FigureColumns {
  readonly columns: readonly Column[];
  readonly read: (cell: ComparedCell) => readonly string[];
}

function figureColumns(cells: readonly ComparedCell[], name: string, index: number): FigureColumns {
  return cells.some(({ figures }) => figures[index].published !== null)
    ? {
        columns: [column(`${name}\npublished`), column('ours'), column('off')],
        read: ({ figures }) => comparedCells(figures[index]),
      }
    : {
        columns: [column(`${name}\nours`)],
        read: ({ figures }) => [ourCell(figures[index])],
      };
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
