import type * as z from 'zod/mini';
import type { CsvTable } from '../documents/csv.js';
import { type RunRecord, runRecordSchema } from './run-record.js';
import { isStrategyParameter } from './strategy-parameters.js';

/** A value of a record that is not made of others. */
export interface RecordColumn {
  /** Its key, behind those of the objects that it is in, joined by `_`. */
  readonly key: string;
  readonly isNumber: boolean;
  /** From where to where its values are, of a number. */
  readonly range: { readonly min: number; readonly max: number } | null;
  readonly read: (record: RunRecord) => unknown;
}

/** What only JSON has, and what only a sweep's own CSV has. */
const jsonOnly = /^(sweep|search|switchover_timeline|cloud_hypervisor_downtime_steps)_/;

/** Columns that are there only if a run may switch to postcopy. */
const postcopyColumns = /post_?copy/;

type Schema = z.ZodMiniType;
type Shape = Readonly<Record<string, Schema>>;

/** All values of a record that are no lists, wherever in it they are. */
export const recordLeaves: readonly RecordColumn[] = leavesOf(runRecordSchema.shape, []);

/** The columns of CSV, there even when every run was cancelled: they are those of the schema. */
export const recordColumns = recordLeaves.filter(({ key }) => !jsonOnly.test(key));

/** Records as CSV has them; null is empty. */
export function recordTable(records: readonly RunRecord[]): CsvTable {
  const columns = recordColumns.filter(
    ({ key, read }) =>
      !postcopyColumns.test(key) || records.some((record) => read(record) !== undefined),
  );
  const shown = [...columns, ...strategyColumns(records)];
  return {
    header: shown.map(({ key }) => key),
    rows: records.map((record) => shown.map(({ read }) => read(record))),
  };
}

/** What tells of strategies, of which each has settings of its own; nothing without one. */
function strategyColumns(records: readonly RunRecord[]): Pick<RecordColumn, 'key' | 'read'>[] {
  const keys = records.flatMap(({ parameters }) => Object.keys(parameters));
  return [...new Set(keys.filter(isStrategyParameter))].map((key) => ({
    key: `parameters_${key}`,
    read: readerOf(['parameters', key]),
  }));
}

function leavesOf(shape: Shape, parents: readonly string[]): RecordColumn[] {
  return Object.entries(shape).flatMap(([name, schema]): RecordColumn[] => {
    const path = [...parents, name];
    const { def } = bare(schema);
    if (def.type === 'object') return leavesOf((def as unknown as { shape: Shape }).shape, path);
    if (def.type === 'array') return [];
    const range = rangeOf(bare(schema));
    return [{ key: path.join('_'), isNumber: range !== null, range, read: readerOf(path) }];
  });
}

function rangeOf(schema: Schema): RecordColumn['range'] {
  if (schema.def.type !== 'number') return null;
  const bound = (kind: string, otherwise: number) =>
    schema.def.checks
      ?.map(({ _zod }) => _zod.def as { readonly check: string; readonly value?: number })
      .find(({ check }) => check === kind)?.value ?? otherwise;
  return { min: bound('greater_than', -Infinity), max: bound('less_than', Infinity) };
}

function readerOf(path: readonly string[]): RecordColumn['read'] {
  return (record) =>
    path.reduce<unknown>(
      (part, key) => (part as Readonly<Record<string, unknown>> | null | undefined)?.[key],
      record,
    );
}

/** A schema without what makes it optional. */
function bare(schema: Schema): Schema {
  const { def } = schema;
  if (def.type !== 'nullable' && def.type !== 'optional') return schema;
  return bare((def as unknown as { innerType: Schema }).innerType);
}
