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
import type { TextStyle } from './text-style.js';
import { wrapWords } from './wrap-words.js';

/** Terminals and mails are at least as wide. */
const width = 100;

/** A document as text, for a terminal or a mail. */
export function renderText(document: Document, style: TextStyle): string {
  return sectionsOf(document, 'text')
    .map((section) => sectionLines(section, style))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

function sectionLines({ title, aside, blocks }: Section, style: TextStyle): string[] {
  const shown = title === null ? '' : worded(title, 'text');
  const heading = aside === null ? shown : `${shown} (${aside})`;
  return [
    ...(heading === '' ? [] : wrapWords(heading, width).map((line) => style.title(line))),
    ...blocks.flatMap((block) => blockLines(block, style)),
  ];
}

function blockLines(block: Block, style: TextStyle): readonly string[] {
  switch (block.kind) {
    case 'paragraph': {
      const text = worded(block.text, 'text');
      if (text === '') return [];
      const lines = block.isWrapped ? wrapWords(text, width) : [text];
      return lines.map((line) => toned(line, block.tone, style));
    }
    case 'lines':
      return block.lines.map((line) => `  ${line}`);
    case 'list':
      return block.items
        .map((item) => worded(item, 'text'))
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
  const header = columns.map((column) => worded(column.header, 'text'));
  const rows = table.groups.map((group) =>
    columns.map(({ index, isShared, wrapWidth }) =>
      (isShared ? group.slice(0, 1) : group)
        .flatMap((row) => worded(cellsOf(row)[index], 'text').split('\n'))
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
    columns.map(({ index }, place) => worded(cells[row === 0 ? place : index], 'text')),
  );
  const widths = columns.map((_, place) => Math.max(...shown.map((row) => row[place].length)));
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
  return row.note === null ? [toneLine] : [toneLine, `      ${row.note}`];
}
