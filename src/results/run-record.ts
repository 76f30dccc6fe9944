import * as z from 'zod/mini';
import { type Fields, readFields, schemaOf } from '../engines/metric.js';
import type { MigrationResult } from '../engines/migration-result.js';
import { described } from '../input/schema-fields.js';
import { programIdentity, programIdentityShape } from './program-identity.js';
import { runIdentity } from './run-identity.js';
import { publishedOrder, runMetrics } from './run-metrics.js';
import { runParameters, runParametersSchema } from './run-parameters.js';
import { sweepPlaceSchema } from './sweep-place.js';

const metrics = inOrder(runMetrics, publishedOrder);

/** One run, as JSON, NDJSON and CSV publish it. Keys are stable. */
export const runRecordSchema = z.strictObject({
  sweep: described(z.optional(sweepPlaceSchema), 'Where the run belongs in its sweep'),
  ...schemaOf(runIdentity).shape,
  ...schemaOf(metrics).shape,
  parameters: runParametersSchema,
  ...programIdentityShape,
});

export type RunRecord = z.infer<typeof runRecordSchema>;

/**
 * The published record of a run. Times are in ms with at most six decimals, since virtual time
 * counts whole nanoseconds.
 */
export function runRecord(result: MigrationResult): RunRecord {
  return {
    ...readFields(runIdentity, result.scenario),
    ...readFields(metrics, result),
    parameters: runParameters(result.scenario),
    ...programIdentity,
  };
}

/** Rows in an order; those that it does not name follow in their own. */
function inOrder<Rows extends Fields<never>>(rows: Rows, order: readonly (keyof Rows)[]): Rows {
  const ordered = {} as { -readonly [Key in keyof Rows]: Rows[Key] };
  for (const key of [...order, ...Object.keys(rows)] as (keyof Rows)[]) ordered[key] = rows[key];
  return ordered;
}
