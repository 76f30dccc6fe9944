import type { CsvTable } from './csv.js';

/** A record with its nested keys joined by `_`; lists are left out. */
export function flatRecord(record: object): Map<string, unknown> {
  const flat = new Map<string, unknown>();
  collect(record, '', flat);
  return flat;
}

function collect(record: object, prefix: string, flat: Map<string, unknown>): void {
  for (const [key, value] of Object.entries(record)) {
    if (Array.isArray(value)) continue;
    if (typeof value === 'object' && value !== null) collect(value, `${prefix}${key}_`, flat);
    else flat.set(`${prefix}${key}`, value);
  }
}

/** The columns of flat records in the order in which they first appear, and their rows. */
export function flatTable(records: readonly object[]): CsvTable {
  const flat = records.map(flatRecord);
  const header = [...new Set(flat.flatMap((record) => [...record.keys()]))];
  return { header, rows: flat.map((record) => header.map((key) => record.get(key))) };
}
