import * as z from 'zod/mini';
import { nonNegative } from '../input/schema-fields.js';
import { dictionary, list } from '../input/schema-list.js';
import { programIdentity, programIdentityShape } from './program-identity.js';
import { type RunRecord, runRecordSchema } from './run-record.js';

/** What the schemas of results are called in all versions, but for their number. */
export const resultsSchemaPrefix = 'guestperf-sim/results/';
export const resultsSchemaName = `${resultsSchemaPrefix}1` as const;

/** The JSON document of one or more runs. */
export const resultsDocumentSchema = z.strictObject({
  schema: z.literal(resultsSchemaName),
  ...programIdentityShape,
  /** Options that were given and have no effect on the simulation. */
  recorded_options: dictionary(z.union([z.string(), nonNegative, list(z.string())])),
  results: list(runRecordSchema),
});

export type ResultsDocument = z.infer<typeof resultsDocumentSchema>;
export type RecordedOptions = ResultsDocument['recorded_options'];

/** Puts the records of runs into the published document. */
export function resultsDocument(
  records: readonly RunRecord[],
  recordedOptions: RecordedOptions = {},
): ResultsDocument {
  return {
    schema: resultsSchemaName,
    ...programIdentity,
    recorded_options: recordedOptions,
    results: [...records],
  };
}
