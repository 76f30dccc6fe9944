import { csvFields } from '../documents/csv-fields.js';
import type { RunRecord } from '../results/run-record.js';
import { sweepCsvHeader, sweepCsvLine } from './sweep-csv.js';
import type { SweepPlace } from '../results/sweep-place.js';
import { type PlacedRecord, placedCsv, placedJson } from './placed-record.js';

/** A form of results in which runs can be added one by one. */
export interface RecordFormat {
  readonly name: 'ndjson' | 'csv';
  /** What stands before the records; empty if nothing does. */
  readonly header: string;
  /** The text of a record, with its newline. */
  line(place: SweepPlace, record: RunRecord): string;
  /** Reads a record, without its newline; null if it is none. */
  read(text: string): PlacedRecord | null;
}

/** One JSON object a line. */
export const ndjsonFormat: RecordFormat = {
  name: 'ndjson',
  header: '',
  line: (place, record) => `${JSON.stringify({ sweep: place, ...record })}\n`,
  read: placedJson,
};

/** CSV with the point in columns of its own. */
export function csvFormat(pointKeys: readonly string[]): RecordFormat {
  return csvFormatOf(sweepCsvHeader(pointKeys));
}

/** CSV under the header of a file. */
export function csvFormatOf(header: string): RecordFormat {
  const names = csvFields(header.trimEnd());
  return {
    name: 'csv',
    header,
    line: sweepCsvLine,
    read: (text) => placedCsv(text, names),
  };
}
