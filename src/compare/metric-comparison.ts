import { type MetricName, metricUnit } from './comparison-metric.js';
import type { MetricComparison } from './comparison-record.js';
import { RandomStream } from '../sim/random-stream.js';
import { toThousandths } from '../statistics/relative-error.js';
import type { Interval } from '../statistics/interval.js';
import { mannWhitney, mannWhitneyMinimum } from '../statistics/mann-whitney.js';
import { medianIntervalMinimum } from '../statistics/median-interval.js';
import { pairedRatioInterval, ratio } from '../statistics/paired-bootstrap.js';
import { unpairedShift } from '../statistics/unpaired-shift.js';
import { intervalVerdict, runsThatTell } from './change-verdict.js';
import type { ComparableRun } from './comparable-run.js';
import { type Samples, sidesOf } from './pairing.js';
import { sideSummary } from './side-summary.js';

export interface ComparisonSettings {
  /** Half the width of the band of noise, as a share of BASE. */
  readonly noise: number;
  /** The share of intervals that may miss. */
  readonly alpha: number;
}

type Finding = Pick<MetricComparison, 'method' | 'p_value' | 'verdict' | 'note'> & {
  /** HEAD / BASE; null if nothing is comparable. */
  readonly estimate: number | null;
  readonly interval: Interval | null;
};

interface Values {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

/**
 * Compares a metric of a scenario over the runs that ended alike: a cancelled run's total time is not
 * that of a migration. Null if neither side has it.
 *
 * @param name of the scenario: the bootstrap's random stream is called after it
 */
export function compareMetric(
  metric: MetricName,
  samples: Samples,
  name: string,
  settings: ComparisonSettings,
): MetricComparison | null {
  const values = comparableValues(metric, samples);
  if (values === null) return null;
  const { method, estimate, interval, ...finding } = findingOf(
    metric,
    samples,
    values,
    name,
    settings,
  );
  return {
    metric,
    unit: metricUnit(metric),
    method,
    base: sideSummary(values.base, settings.alpha),
    head: sideSummary(values.head, settings.alpha),
    change_percent: estimate === null || !Number.isFinite(estimate) ? null : percent(estimate),
    interval_percent:
      interval === null || !Number.isFinite(interval.high)
        ? null
        : { low: percent(interval.low), high: percent(interval.high) },
    ...finding,
  };
}

/** The values to compare, pair by pair if the runs are; null if no run has the metric. */
function comparableValues(metric: MetricName, samples: Samples): Values | null {
  const valueOf = (run: ComparableRun): number | undefined => run.values.get(metric);
  if (samples.kind === 'paired') {
    if (!samples.pairs.flat().some((run) => valueOf(run) !== undefined)) return null;
    const alike = samples.pairs.filter(
      ([base, head]) =>
        base.isCompleted === head.isCompleted &&
        valueOf(base) !== undefined &&
        valueOf(head) !== undefined,
    );
    return {
      base: alike.map(([base]) => valueOf(base) ?? 0),
      head: alike.map(([, head]) => valueOf(head) ?? 0),
    };
  }
  const everywhere = [...samples.base, ...samples.head];
  const anyCompleted = everywhere.some(({ isCompleted }) => isCompleted);
  const valuesOf = (runs: readonly ComparableRun[]): number[] =>
    runs
      .filter(({ isCompleted }) => isCompleted === anyCompleted)
      .flatMap((run) => valueOf(run) ?? []);
  const values = { base: valuesOf(samples.base), head: valuesOf(samples.head) };
  return values.base.length + values.head.length === 0 ? null : values;
}

function findingOf(
  metric: MetricName,
  samples: Samples,
  values: Values,
  name: string,
  settings: ComparisonSettings,
): Finding {
  if (values.base.length === 0 || values.head.length === 0) return missingFinding(samples, values);
  if (samples.kind === 'unpaired') return unpairedFinding(values, settings);
  const stream = new RandomStream(`compare/${name}/${metric}`);
  return pairedFinding(values, samples.isSameModel, stream, settings);
}

/** Nothing to compare: a side without any value. It is worse to have lost it by not converging. */
function missingFinding(samples: Samples, values: Values): Finding {
  const method = samples.kind === 'paired' ? 'exact' : 'unpaired';
  const finding = { method, estimate: null, interval: null, p_value: null } as const;
  const sides = sidesOf(samples);
  const [lost, gained] = [sides.head, sides.base].map(
    (runs) => !runs.some(({ isCompleted }) => isCompleted),
  );
  if (lost !== gained) {
    const note = `no run of ${lost ? 'HEAD' : 'BASE'} completed`;
    return { ...finding, verdict: lost ? 'worse' : 'better', note };
  }
  const without = values.base.length > 0 ? 'HEAD' : values.head.length > 0 ? 'BASE' : null;
  const note =
    without === null ? 'no seed ended alike on both sides' : `the records of ${without} lack it`;
  return { ...finding, verdict: 'unknown', note };
}

function pairedFinding(
  { base, head }: Values,
  isSameModel: boolean,
  stream: RandomStream,
  { noise, alpha }: ComparisonSettings,
): Finding {
  const isEqual = base.every((value, index) => value === head[index]);
  const estimate = isEqual ? 1 : ratio(sum(head), sum(base));
  const exact = { method: 'exact', estimate, interval: null, p_value: null } as const;
  if (isEqual) return { ...exact, verdict: 'same', note: null };
  const minimum = medianIntervalMinimum(alpha);
  if (base.length >= minimum) {
    const interval = pairedRatioInterval(base, head, alpha, stream);
    const verdict = intervalVerdict(interval, noise);
    const note = wideNote(verdict, estimate, interval, noise, base.length, 'seeds');
    return { method: 'paired', estimate, interval, p_value: null, verdict, note };
  }
  if (!isSameModel) {
    const note = `two versions of the model need at least ${minimum} seeds (--repeat ${minimum})`;
    return { ...exact, method: 'paired', verdict: 'unknown', note };
  }
  const of = base.length === 1 ? 'of this seed only' : `range over these ${base.length} seeds`;
  const note = `${of}: --repeat ${minimum} tells of others`;
  const range = rangeOf(base.map((value, index) => ratio(head[index], value)));
  const verdict = intervalVerdict(range, noise);
  return { ...exact, interval: base.length === 1 ? null : range, verdict, note };
}

function rangeOf(values: readonly number[]): Interval {
  return { low: Math.min(...values), high: Math.max(...values) };
}

function unpairedFinding({ base, head }: Values, { noise, alpha }: ComparisonSettings): Finding {
  const { estimate, interval } = unpairedShift(base, head, alpha, ratio);
  const { pValue } = mannWhitney(base, head);
  const finding = { method: 'unpaired', estimate, interval, p_value: pValue } as const;
  if (interval === null) {
    const minimum = mannWhitneyMinimum(alpha);
    const note = `needs at least ${minimum} runs a side, has ${base.length} and ${head.length}`;
    return { ...finding, verdict: 'unknown', note };
  }
  const beyond = intervalVerdict(interval, noise);
  // Ties can leave the interval a little narrower than the test.
  const verdict = beyond === 'same' || pValue <= alpha ? beyond : 'unknown';
  const runs = Math.min(base.length, head.length);
  return {
    ...finding,
    verdict,
    note: wideNote(verdict, estimate, interval, noise, runs, 'runs a side'),
  };
}

function wideNote(
  verdict: MetricComparison['verdict'],
  estimate: number,
  interval: Interval,
  noise: number,
  runs: number,
  what: string,
): string | null {
  if (verdict !== 'unknown') return null;
  if (!Number.isFinite(interval.high)) return 'BASE is zero in some runs, and a ratio has no limit';
  return `${runsThatTell(estimate, interval, noise, runs)} ${what} would tell`;
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/** A ratio as a change in percent. */
function percent(of: number): number {
  return toThousandths((of - 1) * 100);
}
