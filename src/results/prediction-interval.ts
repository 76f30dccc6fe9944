import * as z from 'zod/mini';
import { nonNegative } from '../input/schema-fields.js';
import { quantile } from '../statistics/quantile.js';

/** Of a hundred outcomes, this many are expected in an interval: a tenth is below it, a tenth above. */
export const INTERVAL_PERCENT = 80;

/** Where an outcome is expected to lie. */
export const predictionIntervalSchema = z.strictObject({ low: nonNegative, high: nonNegative });
export type PredictionInterval = z.infer<typeof predictionIntervalSchema>;

/** The interval that the middle 80 % of simulated outcomes span, in whole units; null of nothing. */
export function predictionInterval(outcomes: readonly number[]): PredictionInterval | null {
  if (outcomes.length === 0) return null;
  const tail = (100 - INTERVAL_PERCENT) / 200;
  return {
    low: Math.floor(quantile(outcomes, tail)),
    high: Math.ceil(quantile(outcomes, 1 - tail)),
  };
}

/** The intervals of runs; the downtime is that of the runs that have one. */
export function runIntervals(
  runs: readonly { readonly total_time_ms: number; readonly downtime_ms: number | null }[],
) {
  return {
    total_time_ms: predictionInterval(runs.map((run) => run.total_time_ms)),
    downtime_ms: predictionInterval(runs.flatMap((run) => run.downtime_ms ?? [])),
  };
}

/** Whether an outcome lies in an interval, its ends included. */
export function contains({ low, high }: PredictionInterval, outcome: number): boolean {
  return low <= outcome && outcome <= high;
}
