import { cloudHypervisorSchema } from './cloud-hypervisor-record.js';
import type { CsvTable } from '../documents/answer.js';
import { compressionSchema, xbzrleSchema } from './encoding-record.js';
import {
  downtimePartsSchema,
  type RunRecord,
  runParametersSchema,
  runRecordSchema,
} from './run-record.js';

export type Column = readonly [header: string, read: (record: RunRecord) => unknown];

/** Columns that are there only if a run may switch to postcopy. */
const postcopyColumns: ReadonlySet<string> = new Set([
  'postcopy_started_ms',
  'postcopy_requests',
  'postcopy_bytes',
  'postcopy_blocktime_ms',
  'parameters_post_copy',
  'parameters_post_copy_iters',
  'parameters_max_postcopy_bandwidth',
  'parameters_postcopy_preempt',
]);

/** One column for each key, nested keys joined by `_`. */
export function recordTable(records: readonly RunRecord[]): CsvTable {
  const columns = recordColumns().filter(
    ([header, read]) =>
      !postcopyColumns.has(header) || records.some((record) => read(record) !== undefined),
  );
  return {
    header: columns.map(([header]) => header),
    rows: records.map((record) => columns.map(([, read]) => read(record))),
  };
}

/** From the schema, not from a record: the columns are there even when every run was cancelled. */
export function recordColumns(): Column[] {
  return (Object.keys(runRecordSchema.shape) as (keyof RunRecord)[]).flatMap((key): Column[] => {
    switch (key) {
      case 'downtime_parts':
        return nestedColumns(key, Object.keys(downtimePartsSchema.shape), (record) => record[key]);
      case 'parameters':
        return nestedColumns(key, Object.keys(runParametersSchema.shape), (record) => record[key]);
      case 'cloud_hypervisor':
        return nestedColumns(
          key,
          Object.keys(cloudHypervisorSchema.shape).filter((name) => name !== 'downtime_steps'),
          (record) => record[key],
        );
      case 'xbzrle':
        return nestedColumns(key, Object.keys(xbzrleSchema.shape), (record) => record[key]);
      case 'compression':
        return nestedColumns(key, Object.keys(compressionSchema.shape), (record) => record[key]);
      case 'switchover_timeline':
      case 'postcopy_vcpu_blocktime_ms':
      case 'sweep':
        // Lists, which JSON has, and what only a sweep's own CSV has.
        return [];
      default:
        return [[key, (record) => record[key]]];
    }
  });
}

function nestedColumns(
  parent: string,
  keys: readonly string[],
  read: (record: RunRecord) => Readonly<Record<string, unknown>> | null,
): Column[] {
  return keys.map((key) => [`${parent}_${key}`, (record) => read(record)?.[key]]);
}
