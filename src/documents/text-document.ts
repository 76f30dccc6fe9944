import {
  type Block,
  cellsOf,
  type Column,
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

/** Mails are as wide; longer lines of prose are hard to read. */
const proseWidth = 100;

/** Narrower columns of words are hard to read. */
const narrowestColumn = 12;

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
    ...(heading === '' ? [] : wrapWords(heading, widthOf(style)).map((line) => style.title(line))),
    ...blocks.flatMap((block) => blockLines(block, style)),
  ];
}

function blockLines(block: Block, style: TextStyle): readonly string[] {
  switch (block.kind) {
    case 'paragraph': {
      const text = words(block.text);
      if (text === '') return [];
      const isWrapped = block.isWrapped || style.columns !== null;
      const lines = isWrapped ? wrapWords(text, widthOf(style)) : [text];
      return lines.map((line) => toned(line, block.tone, style));
    }
    case 'lines':
      return block.lines.map((line) => `  ${printable(line)}`);
    case 'list':
      return block.items
        .map(words)
        .filter((item) => item !== '')
        .flatMap((item) => wrapWords(item, widthOf(style)));
    case 'table':
      return block.look === 'framed'
        ? [framed(block, style.columns ?? Infinity)]
        : plain(block, style);
  }
}

/** Characters of a line of prose. */
function widthOf({ columns }: TextStyle): number {
  return Math.min(columns ?? proseWidth, proseWidth);
}

function toned(line: string, tone: Tone, style: TextStyle): string {
  return tone === 'plain' ? line : style[tone](line);
}

/** A framed table; if it is wider than the terminal, its widest columns of words are narrowed as far as that helps. */
function framed(table: Table, most: number): string {
  const columns = columnsOf(table, 'text').map((each) => ({ ...each, ...each.column }));
  const limits = columns.map(({ wrapWidth }) => wrapWidth);
  for (;;) {
    const rows = framedRows(table, limits);
    const widths = columns.map(({ minWidth }, place) =>
      rows.reduce((widest, row) => Math.max(widest, longest(row[place])), minWidth),
    );
    const excess = widths.reduce((sum, each) => sum + each + 3, 1) - most;
    // A word that is longer than its limit does not get shorter.
    const place = widestOf(widths, (at) => canWrap(table, columns[at]) && widths[at] <= limits[at]);
    if (excess <= 0 || place === null) {
      return framedTable(
        rows,
        columns.map(({ minWidth }) => minWidth),
      );
    }
    limits[place] = Math.max(narrowestColumn, widths[place] - excess);
  }
}

/** Whether cells may have more lines than they are written in: rows of a group stand side by side. */
function canWrap({ groups }: Table, { isShared, kind }: Column): boolean {
  return kind === 'text' && (isShared || groups.every((group) => group.length === 1));
}

/** The header and each group, in columns of at most these widths. */
function framedRows(table: Table, limits: readonly number[]): string[][] {
  const columns = columnsOf(table, 'text');
  const header = columns.map(({ column }) => cellText(column.header));
  const rows = table.groups.map((group) =>
    columns.map(({ column, index }, place) =>
      (column.isShared ? group.slice(0, 1) : group)
        .flatMap((row) => cellText(cellsOf(row)[index]).split('\n'))
        .flatMap((text) => (limits[place] === Infinity ? [text] : wrapWords(text, limits[place])))
        .join('\n'),
    ),
  );
  return [header, ...rows];
}

function longest(cell: string): number {
  return cell.split('\n').reduce((most, line) => Math.max(most, line.length), 0);
}

/** The place of the widest column that can be narrowed; null if none can. */
function widestOf(
  widths: readonly number[],
  isNarrowed: (place: number) => boolean,
): number | null {
  let widest: number | null = null;
  for (const [place, width] of widths.entries()) {
    if (width <= narrowestColumn || !isNarrowed(place)) continue;
    if (widest === null || width > widths[widest]) widest = place;
  }
  return widest;
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
  const parts = columnParts(widths, (style.columns ?? Infinity) - plainIndent.length);
  return parts.flatMap((places, part) => {
    const isLast = part === parts.length - 1;
    const [header, ...lines] = shown.map((row) =>
      places
        .map((place) => {
          const isText = columns[place].column.kind === 'text' || place === row.length - 1;
          return isText ? row[place].padEnd(widths[place]) : row[place].padStart(widths[place]);
        })
        .join(plainGap)
        .trimEnd(),
    );
    return [
      ...(part === 0 ? [] : ['']),
      `${plainIndent}${header}`,
      ...rows.flatMap((row, index) =>
        markedLines(row, `${plainIndent}${lines[index]}`, isLast, style),
      ),
    ];
  });
}

const plainIndent = '  ';
const plainGap = '  ';

/** Which columns stand beside each other: all, or as many as fit, each part with the first one, which names the rows. */
function columnParts(widths: readonly number[], most: number): number[][] {
  const parts: number[][] = [[]];
  let used = -plainGap.length;
  for (const [place, width] of widths.entries()) {
    const isFull = used + plainGap.length + width > most;
    if (isFull && parts.at(-1)!.length > 1) {
      parts.push([0]);
      used = widths[0];
    }
    parts.at(-1)!.push(place);
    used += plainGap.length + width;
  }
  return parts;
}

/** A row, with its note where it ends. */
function markedLines(row: Row, line: string, isWhole: boolean, style: TextStyle): string[] {
  if (!('cells' in row)) return [line];
  const toneLine = toned(line, row.tone, style);
  if (row.note === null || !isWhole) return [toneLine];
  const note = printable(row.note);
  const lines =
    style.columns === null ? [note] : wrapWords(note, style.columns - noteIndent.length);
  return [toneLine, ...lines.map((each) => `${noteIndent}${each}`)];
}

const noteIndent = '      ';

/** What text says, on one line. */
function words(wording: Wording): string {
  return printable(worded(wording, 'text'));
}

/** A cell of a frame may have several lines. */
function cellText(wording: Wording): string {
  return printableLines(worded(wording, 'text'));
}
