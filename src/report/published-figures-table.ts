import { framedTable } from './framed-table.js';
import { markdownTable } from './markdown-table.js';
import { signed } from './signed.js';
import { wrapWords } from './wrap-words.js';

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
  const ours = simulated === null ? '-' : figure(simulated);
  if (published === null) return ['-', ours, '-'];
  const { from, to } = published;
  const theirs = from === to ? figure(from) : `${figure(from)}..${figure(to)}`;
  return [theirs, ours, simulated === null ? '-' : offText(published, simulated)];
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
