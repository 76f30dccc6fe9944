import { csvLine } from '../documents/csv-text.js';
import { recordColumns } from '../results/record-columns.js';
import type { RunRecord } from '../results/run-record.js';
import type { SweepPlace } from '../results/sweep-place.js';

/** What stands before the columns of a run. */
const placeColumns = ['id', 'run', 'runs', 'shape'] as const;

/** The first line of a sweep's CSV. */
export function sweepCsvHeader(pointKeys: readonly string[]): string {
  const points = pointKeys.map((key) => `sweep_point_${key}`);
  const place = placeColumns.map((key) => `sweep_${key}`);
  return csvLine([...place, ...points, ...recordColumns.map(({ key }) => key)]);
}

/** The line of a run: its place in the sweep, then the columns of a run's CSV. */
export function sweepCsvLine(place: SweepPlace, record: RunRecord): string {
  const values = recordColumns.map(({ read }) => read(record));
  return csvLine([
    ...placeColumns.map((key) => place[key]),
    ...Object.values(place.point),
    ...values,
  ]);
}
