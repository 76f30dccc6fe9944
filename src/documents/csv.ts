export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * RFC 4180 with newlines; null and undefined are empty. What a spreadsheet would take for a formula has an
 * apostrophe in front, which the readers here take away.
 */
export function csvText({ header, rows }: CsvTable): string {
  return [header, ...rows].map(csvLine).join('');
}

/** One line of it. */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(cell).join(',')}\n`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? inertCell(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const formula = /^'*[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;
const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A text that no spreadsheet runs (OWASP, CSV Injection); numbers stay. */
function inertCell(text: string): string {
  return formula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}

/** The text that `inertCell` was given. */
function writtenCell(cellText: string): string {
  return cellText.startsWith("'") && formula.test(cellText) ? cellText.slice(1) : cellText;
}

/** The rows of a CSV text (RFC 4180), each a list of fields; blank lines are left out. */
export function csvRows(text: string): string[][] {
  return [...csvRowsOf(text.split('\n'))];
}

/** The rows of CSV that is given line by line. */
export function* csvRowsOf(lines: Iterable<string>): Generator<string[]> {
  // Within quotes a newline belongs to the record.
  let begun: string[] = [];
  let isQuoted = false;
  for (const line of lines) {
    begun.push(line);
    if (line.split('"').length % 2 === 0) isQuoted = !isQuoted;
    if (isQuoted) continue;
    yield* recordRow(begun);
    begun = [];
  }
  yield* recordRow(begun);
}

function* recordRow(lines: readonly string[]): Generator<string[]> {
  const record = lines.join('\n').replace(/\r$/, '');
  if (record.trim() !== '') yield csvFields(record);
}

/** The fields of one record. */
export function csvFields(line: string): string[] {
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let position = 0; position < line.length; position++) {
    const character = line[position];
    if (character === '"') {
      // Within quotes, two stand for one.
      const isPair = isQuoted && line[position + 1] === '"';
      if (isPair) field += line[position++];
      else isQuoted = !isQuoted;
    } else if (character === ',' && !isQuoted) {
      fields.push(field);
      field = '';
    } else {
      field += character;
    }
  }
  return [...fields, field].map(writtenCell);
}
