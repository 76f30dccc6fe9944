import { csvFields } from '../documents/csv-fields.js';
import { flatRecord } from '../documents/flat-record.js';
import { attemptJson } from '../input/json-text.js';
import { type SweepPlace, sweepPlaceSchema } from '../results/sweep-place.js';

/** A record of a sweep as a file has it. */
export interface PlacedRecord {
  readonly place: SweepPlace;
  /** All of its values by column. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** Reads a line of NDJSON; null if it is no record of a sweep. */
export function placedJson(line: string): PlacedRecord | null {
  const record = attemptJson(line);
  if (typeof record !== 'object' || record === null || !('sweep' in record)) return null;
  const place = sweepPlaceSchema.safeParse(record.sweep);
  return place.success ? { place: place.data, values: flatRecord(record) } : null;
}

/** Reads a line of CSV; null if it is no record of a sweep. */
export function placedCsv(line: string, header: readonly string[]): PlacedRecord | null {
  const fields = csvFields(line);
  if (fields.length !== header.length) return null;
  const values = new Map(header.map((name, column) => [name, fields[column]]));
  const place = sweepPlaceSchema.safeParse({
    id: values.get('sweep_id'),
    run: Number(values.get('sweep_run')),
    runs: Number(values.get('sweep_runs')),
    shape: values.get('sweep_shape'),
    point: Object.fromEntries(
      Array.from(values)
        .filter(([name]) => name.startsWith(pointPrefix))
        .map(([name, value]) => [name.slice(pointPrefix.length), value === '' ? null : value]),
    ),
  });
  return place.success ? { place: place.data, values } : null;
}

const pointPrefix = 'sweep_point_';
