import * as z from 'zod/mini';
import { nonNegative, nonNegativeInt, signed } from '../input/schema-fields.js';
import { list } from '../input/schema-list.js';
import { recordedFiguresSchema } from '../guestperf/recorded-figures.js';
import { contains, predictionIntervalSchema } from '../results/prediction-interval.js';
import { programIdentity, programIdentityShape } from '../results/program-identity.js';
import { meanAbsolute } from '../statistics/relative-error.js';

const errorSchema = z.strictObject({
  total_time_percent: signed,
  /** In ms; null unless both completed. */
  downtime_ms: z.nullable(signed),
  iterations: signed,
  max_throttle_percent: signed,
});

/** Where the middle 80 % of the draws lie. */
const intervalSchema = z.strictObject({
  total_time_ms: z.nullable(predictionIntervalSchema),
  /** Of the draws that completed. */
  downtime_ms: z.nullable(predictionIntervalSchema),
});

/** A recorded migration next to its prediction. */
const recordedComparisonSchema = z.strictObject({
  path: z.string(),
  name: z.string(),
  host: z.string(),
  recorded: recordedFiguresSchema,
  /** What of the recording went into the prediction, a sentence each. */
  read_as: list(z.string()),
  /** Null if the recording used a feature that is not modelled. */
  predicted: z.nullable(recordedFiguresSchema),
  interval: z.nullable(intervalSchema),
  not_modelled: z.nullable(z.string()),
  /** Prediction minus recording. */
  error: z.nullable(errorSchema),
});

/** The JSON document of `validate --recorded`. */
export const recordedDocumentSchema = z.strictObject({
  schema: z.literal('guestperf-sim/recorded/1'),
  ...programIdentityShape,
  results: list(recordedComparisonSchema),
  summary: z.strictObject({
    recordings: nonNegativeInt,
    /** Recordings with a prediction; the rest of the summary is about these. */
    predicted: nonNegativeInt,
    total_time_mape_percent: nonNegative,
    /** Recordings of which the prediction ends in the same way. */
    verdicts_right: nonNegativeInt,
    /** Recordings whose total time lies in the 80 % interval of its prediction. */
    total_time_inside: nonNegativeInt,
  }),
});

export type RecordedComparison = z.infer<typeof recordedComparisonSchema>;
export type RecordedInterval = z.infer<typeof intervalSchema>;
export type RecordedError = z.infer<typeof errorSchema>;
export type RecordedDocument = z.infer<typeof recordedDocumentSchema>;

/** Puts comparisons into the published document, and sums them up. */
export function recordedDocument(results: RecordedComparison[]): RecordedDocument {
  const errors = results.flatMap(({ error }) => error?.total_time_percent ?? []);
  return {
    schema: 'guestperf-sim/recorded/1',
    ...programIdentity,
    results,
    summary: {
      recordings: results.length,
      predicted: results.filter(({ predicted }) => predicted !== null).length,
      total_time_mape_percent: meanAbsolute(errors),
      verdicts_right: results.filter(
        ({ recorded, predicted }) => recorded.status === predicted?.status,
      ).length,
      total_time_inside: results.filter(
        ({ interval, recorded }) =>
          interval?.total_time_ms && contains(interval.total_time_ms, recorded.total_time_ms),
      ).length,
    },
  };
}
