import * as z from 'zod/mini';
import { addFields, readFields, schemaOf } from '../engines/metric.js';
import type { MigrationResult } from '../engines/migration-result.js';
import { described } from '../input/schema-fields.js';
import { programIdentity, programIdentityShape } from './program-identity.js';
import { runIdentity } from './run-identity.js';
import { runMetrics } from './run-metrics.js';
import { runParameters, runParametersSchema } from './run-parameters.js';
import { searchPlaceSchema } from './search-place.js';
import { sweepPlaceSchema } from './sweep-place.js';

/** One run, as JSON, NDJSON and CSV publish it. Keys are stable. */
export const runRecordSchema = z.strictObject({
  sweep: described(z.optional(sweepPlaceSchema), 'Where the run belongs in its sweep'),
  ...schemaOf(runIdentity).shape,
  ...schemaOf(runMetrics).shape,
  parameters: runParametersSchema,
  ...programIdentityShape,
  search: described(z.optional(searchPlaceSchema), 'Where the run belongs in its search'),
});

export type RunRecord = z.infer<typeof runRecordSchema>;

/**
 * The published record of a run. Times are in ms with at most six decimals, since virtual time
 * counts whole nanoseconds.
 */
export function runRecord(result: MigrationResult): RunRecord {
  const identity = readFields(runIdentity, result.scenario);
  const record = addFields(identity, runMetrics, result);
  const parameters = runParameters(result.scenario);
  return Object.assign(record, { parameters }, programIdentity);
}
