/**
 * What a command says to people, as data. It is written once, and rendered as text or as Markdown:
 *
 *     const answer: Document = [
 *       section('Runs', [
 *         table([column('mode', 'text'), column('time (ms)')], rows),
 *         warning('one run did not complete'),
 *       ]),
 *     ];
 *     renderText(answer, style);
 *     renderMarkdown(answer);
 *
 * Sections stand a blank line apart. Where the two forms differ, a wording names both: `{ text:
 * 'time\n(ms)', markdown: 'total time (ms)' }`; an empty one leaves its title, paragraph or item out.
 * Styles and the escapes of Markdown belong to the renderers, numbers to `number-format`, and an
 * `Answer` adds what programs read: JSON, NDJSON and CSV.
 */
export type Document = readonly Section[];

/** A text, or what it is in each form: plain words, which the renderers escape. */
export type Wording =
  | string
  | {
      readonly text: string;
      readonly markdown: string;
      /** Bold in Markdown. */
      readonly isStrong?: true;
    };

export type DocumentForm = 'text' | 'markdown';

export interface Section {
  /** Bold in Markdown. Null for none. */
  readonly title: Wording | null;
  /** Behind the title in parentheses; null for nothing. */
  readonly aside: string | null;
  /** Whether the title is a heading in Markdown. */
  readonly isHeading: boolean;
  /** Null if both forms have the section. */
  readonly only: DocumentForm | null;
  readonly blocks: readonly Block[];
}

export type Block = Paragraph | Lines | List | Table;

/** How a paragraph or a row is set off. */
export type Tone = 'plain' | 'warning' | 'error';

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: Wording;
  readonly tone: Tone;
  /** Whether text is broken into lines of 100 columns. */
  readonly isWrapped: boolean;
}

/** Lines to be copied as they are: a block of code. */
export interface Lines {
  readonly kind: 'lines';
  readonly lines: readonly string[];
}

/** In text, each item is a line that is wrapped. */
export interface List {
  readonly kind: 'list';
  readonly items: readonly Wording[];
}

export interface Table {
  readonly kind: 'table';
  /** Framed as in the QEMU cover letters, or with columns that are two blanks apart, numbers to the right. */
  readonly look: 'framed' | 'plain';
  readonly columns: readonly Column[];
  /** In a frame, no line is drawn between the rows of a group. */
  readonly groups: readonly (readonly Row[])[];
}

export interface Column {
  /** A header of several lines is one line in Markdown. */
  readonly header: Wording;
  readonly kind: 'text' | 'number';
  /** In a frame: at least as wide as this. */
  readonly minWidth: number;
  /** In a frame: words are wrapped at this width. */
  readonly wrapWidth: number;
  /** In a frame: said once for a group, by its first row. */
  readonly isShared: boolean;
  /** Null if both forms have the column. */
  readonly only: DocumentForm | null;
}

/** A cell may have several lines, which are one in Markdown. */
export type Cells = readonly Wording[];

/** The cells of a row, perhaps set off, or with a line below it where text is plain. */
export type Row = Cells | MarkedRow;

export interface MarkedRow {
  readonly cells: Cells;
  readonly tone: Tone;
  readonly note: string | null;
}

export function section(
  title: Wording | null,
  blocks: readonly Block[],
  more: Partial<Pick<Section, 'aside' | 'isHeading' | 'only'>> = {},
): Section {
  return { title, aside: null, isHeading: false, only: null, blocks, ...more };
}

/** Wrapped words. */
export function paragraph(text: Wording): Paragraph {
  return { kind: 'paragraph', text, tone: 'plain', isWrapped: true };
}

/** A line that is not broken. */
export function line(text: Wording): Paragraph {
  return { kind: 'paragraph', text, tone: 'plain', isWrapped: false };
}

/** A line that warns. */
export function warning(text: Wording): Paragraph {
  return { kind: 'paragraph', text, tone: 'warning', isWrapped: false };
}

export function lines(texts: readonly string[]): Lines {
  return { kind: 'lines', lines: texts };
}

export function list(items: readonly Wording[]): List {
  return { kind: 'list', items };
}

export function column(
  header: Wording,
  kind: Column['kind'] = 'number',
  more: Partial<Pick<Column, 'minWidth' | 'wrapWidth' | 'isShared' | 'only'>> = {},
): Column {
  return {
    header,
    kind,
    minWidth: 0,
    wrapWidth: Infinity,
    isShared: false,
    only: null,
    ...more,
  };
}

/** A framed table, with a line below each row. */
export function table(columns: readonly Column[], rows: readonly Row[]): Table {
  return groupedTable(
    columns,
    rows.map((row) => [row]),
  );
}

/** A framed table, with a line below each group of rows. */
export function groupedTable(
  columns: readonly Column[],
  groups: readonly (readonly Row[])[],
): Table {
  return { kind: 'table', look: 'framed', columns, groups };
}

/** A table without lines. */
export function plainTable(columns: readonly Column[], rows: readonly Row[]): Table {
  return { kind: 'table', look: 'plain', columns, groups: [rows] };
}

/** A word that Markdown sets in bold. */
export function strong(text: string): Wording {
  return { text, markdown: text, isStrong: true };
}

export function sectionsOf(document: Document, form: DocumentForm): Document {
  return document.filter(({ only }) => only === null || only === form);
}

/** What a form says; empty if it leaves it out. */
export function worded(wording: Wording, form: DocumentForm): string {
  return typeof wording === 'string' ? wording : wording[form];
}

/** The columns of a form, each with its place in a row. */
export function columnsOf(
  { columns }: Table,
  form: DocumentForm,
): readonly { readonly column: Column; readonly index: number }[] {
  return columns
    .map((each, index) => ({ column: each, index }))
    .filter(({ column: { only } }) => only === null || only === form);
}

export function cellsOf(row: Row): Cells {
  return 'cells' in row ? row.cells : row;
}
