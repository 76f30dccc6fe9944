import * as z from 'zod/mini';
import { dictionary, list } from '../input/schema-list.js';
import {
  described,
  nonNegative,
  nonNegativeInt,
  nullable,
  share,
  signed,
} from '../input/schema-fields.js';
import { programIdentity, programIdentityShape } from '../results/program-identity.js';
import { metricNames, metricUnits } from './comparison-metric.js';

const verdict = described(
  z.enum(['better', 'same', 'worse', 'unknown']),
  'What HEAD is, compared with BASE',
);
const pValue = nullable(share, 'Two-sided; null where no test was made');
const method = described(
  z.enum(['exact', 'paired', 'unpaired']),
  'exact: the same seeds, value by value; paired: over seeds; unpaired: two samples',
);
const note = z.nullable(z.string());

const intervalSchema = z.strictObject({ low: signed, high: signed });

const sideSchema = z.strictObject({
  runs: nonNegativeInt,
  mean: nonNegative,
  median: nonNegative,
  min: nonNegative,
  max: nonNegative,
  median_interval: nullable(
    intervalSchema,
    'Order statistics that hold the median; null of too few runs',
  ),
});

/** A metric of a scenario, compared over the runs that ended alike. */
const metricComparisonSchema = z.strictObject({
  metric: z.enum(metricNames),
  unit: z.enum(metricUnits),
  method,
  base: z.nullable(sideSchema),
  head: z.nullable(sideSchema),
  change_percent: nullable(
    signed,
    'HEAD against BASE, positive where it is more; null where BASE is zero or nothing is comparable',
  ),
  interval_percent: nullable(
    intervalSchema,
    'Confidence interval of the change; where exact, the range over the seeds; null of too few',
  ),
  p_value: pValue,
  verdict,
  note,
});

const convergedSchema = z.strictObject({ runs: nonNegativeInt, not_converged: nonNegativeInt });

const convergenceComparisonSchema = z.strictObject({
  base: convergedSchema,
  head: convergedSchema,
  method,
  p_value: pValue,
  verdict,
  note,
});

/** A scenario that both sides have. */
const scenarioComparisonSchema = z.strictObject({
  scenario: described(z.string(), 'Its name, and what sets it apart from the others'),
  identity: described(dictionary(z.string()), 'What its runs were matched by'),
  base_runs: nonNegativeInt,
  head_runs: nonNegativeInt,
  pairs: nullable(nonNegativeInt, 'Runs with the same seed on both sides; null if unpaired'),
  convergence: convergenceComparisonSchema,
  metrics: list(metricComparisonSchema),
  notes: list(z.string()),
});

const thresholdCheckSchema = z.strictObject({
  threshold: described(z.string(), 'As written'),
  scenario: z.string(),
  metric: z.string(),
  status: described(
    z.enum(['passed', 'breached', 'unknown', 'skipped']),
    'skipped: neither side has the metric, as no run completed',
  ),
  detail: z.string(),
});

const differenceSchema = z.strictObject({ field: z.string(), base: z.string(), head: z.string() });

const comparedSideSchema = z.strictObject({
  path: z.string(),
  runs: nonNegativeInt,
  model_versions: described(list(z.string()), 'Of simulated runs'),
  recorded_runs: described(nonNegativeInt, 'Runs of real migrations'),
});

/** The JSON document of `compare`. */
export const comparisonDocumentSchema = z.strictObject({
  schema: z.literal('guestperf-sim/comparison/1'),
  ...programIdentityShape,
  noise_percent: nonNegative,
  alpha: share,
  base: comparedSideSchema,
  head: comparedSideSchema,
  differs: described(
    list(differenceSchema),
    'What is one thing in all of BASE and another in all of HEAD: what is being compared',
  ),
  only_in_base: list(z.string()),
  only_in_head: list(z.string()),
  results: list(scenarioComparisonSchema),
  thresholds: list(thresholdCheckSchema),
  allow_unknown: described(z.boolean(), 'A threshold of which nothing can be told is no failure'),
  failures: described(list(z.string()), 'Why the exit status is 4; empty if it is 0'),
});

export type ComparisonVerdict = z.infer<typeof verdict>;
export type Side = z.infer<typeof sideSchema>;
export type MetricComparison = z.infer<typeof metricComparisonSchema>;
export type ConvergenceComparison = z.infer<typeof convergenceComparisonSchema>;
export type ScenarioComparison = z.infer<typeof scenarioComparisonSchema>;
export type Difference = z.infer<typeof differenceSchema>;
export type ThresholdCheck = z.infer<typeof thresholdCheckSchema>;
export type ComparisonDocument = z.infer<typeof comparisonDocumentSchema>;

/** Puts a comparison into the published document. */
export function comparisonDocument(
  content: Omit<ComparisonDocument, 'schema' | keyof typeof programIdentity>,
): ComparisonDocument {
  return { schema: 'guestperf-sim/comparison/1', ...programIdentity, ...content };
}
