import { csvRows } from '../documents/csv-fields.js';

/** The records of a CSV text (RFC 4180, with or without carriage returns) by its header. */
export function csvRecords(text: string): Record<string, string>[] {
  const [header = [], ...rows] = csvRows(text);
  return rows.map((row) =>
    Object.fromEntries(header.map((name, column) => [name, row[column] ?? ''])),
  );
}
