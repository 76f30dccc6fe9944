import type { Side } from './comparison-record.js';
import { toThousandths } from '../statistics/relative-error.js';
import { mean, median } from '../statistics/summary.js';
import { medianInterval } from '../statistics/median-interval.js';

/** The values of one side, summed up; null of none. */
export function sideSummary(values: readonly number[], alpha: number): Side | null {
  if (values.length === 0) return null;
  const interval = medianInterval(values, alpha);
  return {
    runs: values.length,
    mean: toThousandths(mean(values)),
    median: toThousandths(median(values)),
    min: Math.min(...values),
    max: Math.max(...values),
    median_interval: interval && { low: interval.low, high: interval.high },
  };
}
