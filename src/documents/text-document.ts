import {
  type Block,
  cellsOf,
  columnsOf,
  type Document,
  type Row,
  type Section,
  type Table,
  type Tone,
  sectionsOf,
  type Wording,
  worded,
} from './document.js';
import { framedTable } from './framed-table.js';
import { inertLines, printable, printableLines } from './printable.js';
import type { TextStyle } from './text-style.js';
import { wrapWords } from './wrap-words.js';

/** Terminals and mails are at least as wide. */
const width = 100;

/** A document as text, for a terminal or a mail. */
export function renderText(document: Document, style: TextStyle): string {
  const text = sectionsOf(document, 'text')
    .map((section) => sectionLines(section, style))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
  return inertLines(text);
}

function sectionLines({ title, aside, blocks }: Section, style: TextStyle): string[] {
  const shown = title === null ? '' : words(title);
  const heading = aside === null ? shown : `${shown} (${printable(aside)})`;
  return [
    ...(heading === '' ? [] : wrapWords(heading, width).map((line) => style.title(line))),
    ...blocks.flatMap((block) => blockLines(block, style)),
  ];
}

function blockLines(block: Block, style: TextStyle): readonly string[] {
  switch (block.kind) {
    case 'paragraph': {
      const text = words(block.text);
      if (text === '') return [];
      const lines = block.isWrapped ? wrapWords(text, width) : [text];
      return lines.map((line) => toned(line, block.tone, style));
    }
    case 'lines':
      return block.lines.map((line) => `  ${printable(line)}`);
    case 'list':
      return block.items
        .map(words)
        .filter((item) => item !== '')
        .flatMap((item) => wrapWords(item, width));
    case 'table':
      return block.look === 'framed' ? [framed(block)] : plain(block, style);
  }
}

function toned(line: string, tone: Tone, style: TextStyle): string {
  return tone === 'plain' ? line : style[tone](line);
}

function framed(table: Table): string {
  const columns = columnsOf(table, 'text').map((each) => ({ ...each, ...each.column }));
  const header = columns.map((column) => cellText(column.header));
  const rows = table.groups.map((group) =>
    columns.map(({ index, isShared, wrapWidth }) =>
      (isShared ? group.slice(0, 1) : group)
        .flatMap((row) => cellText(cellsOf(row)[index]).split('\n'))
        .flatMap((text) => (wrapWidth === Infinity ? [text] : wrapWords(text, wrapWidth)))
        .join('\n'),
    ),
  );
  return framedTable(
    [header, ...rows],
    columns.map(({ minWidth }) => minWidth),
  );
}

/** Below its header, each row with its note; the last column is never aligned to the right. */
function plain(table: Table, style: TextStyle): string[] {
  const columns = columnsOf(table, 'text');
  const rows = table.groups.flat();
  const texts = [columns.map(({ column }) => column.header), ...rows.map(cellsOf)];
  const shown = texts.map((cells: readonly Wording[], row) =>
    columns.map(({ index }, place) => words(cells[row === 0 ? place : index])),
  );
  const widths = columns.map((_, place) =>
    shown.reduce((widest, row) => Math.max(widest, row[place].length), 0),
  );
  const [header, ...lines] = shown.map((row) =>
    row
      .map((cell, place) => {
        const isText = columns[place].column.kind === 'text' || place === row.length - 1;
        return isText ? cell.padEnd(widths[place]) : cell.padStart(widths[place]);
      })
      .join('  ')
      .trimEnd(),
  );
  return [
    `  ${header}`,
    ...rows.flatMap((row, index) => markedLines(row, `  ${lines[index]}`, style)),
  ];
}

function markedLines(row: Row, line: string, style: TextStyle): string[] {
  if (!('cells' in row)) return [line];
  const toneLine = toned(line, row.tone, style);
  return row.note === null ? [toneLine] : [toneLine, `      ${printable(row.note)}`];
}

/** What text says, on one line. */
function words(wording: Wording): string {
  return printable(worded(wording, 'text'));
}

/** A cell of a frame may have several lines. */
function cellText(wording: Wording): string {
  return printableLines(worded(wording, 'text'));
}
