import { comparable } from '../documents/number-format.js';
import { largest, median, smallest } from '../statistics/summary.js';
import { completedShare, type Metric } from './metric.js';

/** The values of a record by column, numbers perhaps as texts. */
export type RecordValues = ReadonlyMap<string, unknown>;

/** Runs that are looked at together. Of each metric only its numbers are kept. */
export class RunGroup {
  runs = 0;
  completed = 0;
  private readonly numbers: readonly number[][];

  constructor(private readonly metrics: readonly Metric[]) {
    this.numbers = metrics.map(() => []);
  }

  /** Adds a run. The figures of one that did not complete say nothing beside those that did. */
  take(values: RecordValues): void {
    this.runs++;
    if (values.get('status') !== 'completed') return;
    this.completed++;
    for (const [index, { key }] of this.metrics.entries()) {
      const value = values.get(key) ?? '';
      if (value !== '') this.numbers[index].push(Number(value));
    }
  }

  /** The median of a metric over the completed runs; null if none has it. */
  value(metric: Metric): number | null {
    if (metric === completedShare)
      return this.runs === 0 ? null : (100 * this.completed) / this.runs;
    const numbers = this.numbersOf(metric);
    return numbers.length === 0 ? null : median(numbers);
  }

  /** The same with the least and the most of the completed runs; the share that completed has no spread. */
  figure(metric: Metric): readonly [median: number, least: number, most: number] | null {
    const value = this.value(metric);
    if (value === null) return null;
    if (metric === completedShare) return [value, value, value];
    const numbers = this.numbersOf(metric);
    return [value, smallest(numbers), largest(numbers)];
  }

  private numbersOf(metric: Metric): readonly number[] {
    return this.numbers[this.metrics.indexOf(metric)];
  }
}

/** A figure of a group as tables show it. */
export function figureText(value: number | null): string {
  return value === null ? '-' : comparable(value);
}
