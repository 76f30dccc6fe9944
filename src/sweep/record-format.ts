import { jsonLine } from '../documents/answer.js';
import { csvFields, csvLine } from '../documents/csv.js';
import { flatRecord } from '../documents/flat-record.js';
import { attemptJson } from '../input/json-text.js';
import { shortened } from '../input/printable.js';
import { recordColumns } from '../results/record-columns.js';
import type { RunRecord } from '../results/run-record.js';
import { type SweepPlace, sweepPlaceSchema } from '../results/sweep-place.js';

/** A form of results in which runs can be added one by one. */
export interface RecordFormat {
  readonly name: 'ndjson' | 'csv';
  /** What stands before the records; empty if nothing does. */
  readonly header: string;
  /** The text of a record, with its newline. */
  line(place: SweepPlace, record: RunRecord): string;
  /** Reads a record, without its newline. */
  read(text: string): RecordReading;
}

/** A record, or why a text is none that a sweep can have written: a predicate. */
export type RecordReading =
  | { readonly ok: true; readonly record: PlacedRecord }
  | { readonly ok: false; readonly problem: string };

/** A record of a sweep as a file has it. */
export interface PlacedRecord {
  readonly place: SweepPlace;
  /** All of its values by column. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** One JSON object a line. */
export const ndjsonFormat: RecordFormat = {
  name: 'ndjson',
  header: '',
  line: (place, record) => jsonLine({ sweep: place, ...record }),
  read(line) {
    const record = attemptJson(line);
    if (typeof record !== 'object' || record === null || !('sweep' in record)) return noRecord;
    return placed(record.sweep, () => flatRecord(record));
  },
};

/** What stands before the columns of a run, and what before the point's names. */
const placeColumns = ['id', 'run', 'runs', 'shape'] as const;
const pointPrefix = 'sweep_point_';

/** CSV with the place in the sweep and the point in front of the columns of a run. */
export function csvFormat(pointKeys: readonly string[]): RecordFormat {
  const place = placeColumns.map((key) => `sweep_${key}`);
  const points = pointKeys.map((key) => `${pointPrefix}${key}`);
  return csvFormatOf(csvLine([...place, ...points, ...recordColumns.map(({ key }) => key)]));
}

/** CSV under the header of a file. */
export function csvFormatOf(header: string): RecordFormat {
  const names = csvFields(header.trimEnd());
  return {
    name: 'csv',
    header,
    line: (place, record) =>
      csvLine([
        ...placeColumns.map((key) => place[key]),
        ...Object.values(place.point),
        ...recordColumns.map(({ read }) => read(record)),
      ]),
    read(line) {
      const fields = csvFields(line);
      if (fields.length !== names.length) return noRecord;
      const values = new Map(names.map((name, column) => [name, fields[column]]));
      const point = Array.from(values)
        .filter(([name]) => name.startsWith(pointPrefix))
        .map(([name, value]) => [name.slice(pointPrefix.length), value === '' ? null : value]);
      const place = {
        id: values.get('sweep_id'),
        run: Number(values.get('sweep_run')),
        runs: Number(values.get('sweep_runs')),
        shape: values.get('sweep_shape'),
        point: Object.fromEntries(point),
      };
      return placed(place, () => values);
    },
  };
}

const noRecord = { ok: false, problem: 'is not the record of a sweep' } as const;

function placed(place: unknown, valuesOf: () => PlacedRecord['values']): RecordReading {
  const { data, success } = sweepPlaceSchema.safeParse(place);
  if (!success) return noRecord;
  const values = valuesOf();
  const impossible = impossibleNumber(values);
  if (impossible === null) return { ok: true, record: { place: data, values } };
  return { ok: false, problem: `says ${shortened(impossible, 60)}, which no run can have` };
}

/** The first number that is not finite, or beyond what a result can be; null if there is none. */
function impossibleNumber(values: PlacedRecord['values']): string | null {
  for (const { key, range } of recordColumns) {
    const value = values.get(key);
    if (range === null || value === undefined || value === null || value === '') continue;
    const number = typeof value === 'string' ? Number(value) : value;
    const isPossible = typeof number === 'number' && number >= range.min && number <= range.max;
    if (!isPossible) return `${key} ${String(value)}`;
  }
  return null;
}
