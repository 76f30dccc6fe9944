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
  const rows: string[][] = [];
  let start = 0;
  let isQuoted = false;
  for (let position = 0; position <= text.length; position++) {
    const character = text[position];
    if (character === '"') isQuoted = !isQuoted;
    const isEnd = position === text.length || (character === '\n' && !isQuoted);
    if (!isEnd) continue;
    const line = text.slice(start, position).replace(/\r$/, '');
    if (line.trim() !== '') rows.push(csvFields(line));
    start = position + 1;
  }
  return rows;
}

/** The records of a CSV text by its header; a cell that is not there is empty. */
export function csvRecords(text: string): Record<string, string>[] {
  const [header = [], ...rows] = csvRows(text);
  return rows.map((row) =>
    Object.fromEntries(header.map((name, column) => [name, row[column] ?? ''])),
  );
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
