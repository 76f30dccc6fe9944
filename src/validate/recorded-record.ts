import * as z from 'zod/mini';
import { programIdentity, programIdentityShape } from '../results/program-identity.js';

const runSchema = z.object({
  status: z.string(),
  total_time_ms: z.number(),
  downtime_ms: z.nullable(z.number()),
  iterations: z.number(),
  max_throttle_percent: z.number(),
  transferred_bytes: z.number(),
});

const errorSchema = z.strictObject({
  total_time_percent: z.number(),
  /** In ms; null unless both completed. */
  downtime_ms: z.nullable(z.number()),
  iterations: z.number(),
  max_throttle_percent: z.number(),
});

/** A recorded migration next to its prediction. */
export const recordedComparisonSchema = z.strictObject({
  path: z.string(),
  name: z.string(),
  host: z.string(),
  recorded: runSchema,
  /** Null if the recording used a feature that is not modelled. */
  predicted: z.nullable(runSchema),
  not_modelled: z.nullable(z.string()),
  /** Prediction minus recording. */
  error: z.nullable(errorSchema),
});

/** The JSON document of `validate --recorded`. */
export const recordedDocumentSchema = z.strictObject({
  schema: z.literal('guestperf-sim/recorded/1'),
  ...programIdentityShape,
  results: z.array(recordedComparisonSchema),
  summary: z.strictObject({
    recordings: z.int(),
    /** Recordings with a prediction; the rest of the summary is about these. */
    predicted: z.int(),
    total_time_mape_percent: z.number(),
    /** Recordings of which the prediction ends in the same way. */
    verdicts_right: z.int(),
  }),
});

export type RecordedRun = z.infer<typeof runSchema>;
export type RecordedComparisonRecord = z.infer<typeof recordedComparisonSchema>;
export type RecordedDocument = z.infer<typeof recordedDocumentSchema>;

/** Puts comparisons into the published document. */
export function recordedDocument(
  results: readonly RecordedComparisonRecord[],
  summary: RecordedDocument['summary'],
): RecordedDocument {
  return {
    schema: 'guestperf-sim/recorded/1',
    ...programIdentity,
    results: [...results],
    summary,
  };
}
