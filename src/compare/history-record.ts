import * as z from 'zod/mini';
import { list } from '../input/schema-list.js';
import {
  described,
  nonNegative,
  nonNegativeInt,
  nullable,
  signed,
} from '../input/schema-fields.js';
import { programIdentity, programIdentityShape } from '../results/program-identity.js';
import { metricNames, metricUnits, notConverged } from './comparison-metric.js';

const schemaName = 'guestperf-sim/history/1';

const verdict = z.nullable(z.enum(['better', 'same', 'worse', 'unknown']));

const pointSchema = z.strictObject({
  set: described(z.string(), 'Label of the set'),
  runs: described(nonNegativeInt, 'Runs that the value is of'),
  value: described(nonNegative, 'Mean of the same seeds, median of real runs; a count of runs'),
  min: nonNegative,
  max: nonNegative,
  change_percent: nullable(
    signed,
    'Against the first set; null of the first, and where that is zero',
  ),
  verdict: described(verdict, 'Against the first set; null of the first'),
  step: described(verdict, 'Against the set before; null of the first'),
});

const trendSchema = z.strictObject({
  scenario: z.string(),
  metric: z.enum([notConverged, ...metricNames]),
  unit: z.enum(metricUnits),
  points: described(
    list(pointSchema),
    'In the order of the sets; without those that do not have it',
  ),
});

/** The JSON document of `compare --history`. */
export const historySchema = z.strictObject({
  schema: z.literal(schemaName),
  ...programIdentityShape,
  folder: z.string(),
  sets: described(list(z.string()), 'Labels, from the first to the newest'),
  trends: list(trendSchema),
  notes: described(list(z.string()), 'Scenarios that are not in all sets'),
  failures: described(
    list(z.string()),
    'Why the exit status is 4: what the newest set fails against the first or the one before',
  ),
});

export type HistoryDocument = z.infer<typeof historySchema>;
export type Trend = z.infer<typeof trendSchema>;
export type TrendPoint = z.infer<typeof pointSchema>;

/** Puts a history into the published document. */
export function historyDocument(
  content: Omit<HistoryDocument, 'schema' | keyof typeof programIdentity>,
): HistoryDocument {
  return { schema: schemaName, ...programIdentity, ...content };
}
