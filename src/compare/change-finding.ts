import { RandomStream } from '../sim/random-stream.js';
import type { Interval } from '../statistics/interval.js';
import { mannWhitney, mannWhitneyMinimum } from '../statistics/mann-whitney.js';
import { medianIntervalMinimum } from '../statistics/median-interval.js';
import { pairedRatioInterval, ratio } from '../statistics/paired-bootstrap.js';
import { largest, smallest, sum } from '../statistics/summary.js';
import { unpairedShift } from '../statistics/unpaired-shift.js';
import type { ComparisonVerdict, MetricComparison } from './comparison-record.js';
import { type Samples, sidesOf } from './pairing.js';

export interface ComparisonSettings {
  /** Half the width of the band of noise, as a share of BASE. */
  readonly noise: number;
  /** The share of intervals that may miss. */
  readonly alpha: number;
}

/** What is compared, of which less is better; pair by pair where runs are. */
export interface Values {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

type Finding = Pick<MetricComparison, 'method' | 'p_value' | 'verdict' | 'note'> & {
  /** HEAD / BASE; null if nothing is comparable. */
  readonly estimate: number | null;
  readonly interval: Interval | null;
};

/** More runs than this are not worth naming a number. */
const manyRuns = 1000;

/**
 * What values say of the change from BASE to HEAD: worse or better if all of the interval of their
 * ratio lies beyond the band of noise, the same if all of it lies within, else unknown.
 *
 * @param stream the name of the bootstrap's random stream
 */
export function changeFinding(
  values: Values,
  samples: Samples,
  stream: string,
  settings: ComparisonSettings,
): Finding {
  if (values.base.length === 0 || values.head.length === 0) return missingFinding(samples, values);
  if (samples.kind === 'unpaired') return unpairedFinding(values, settings);
  return pairedFinding(values, samples.isSameModel, stream, settings);
}

/** Nothing to compare: a side without any value. It is worse to have lost it by not converging. */
function missingFinding(samples: Samples, { base, head }: Values): Finding {
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
  const without = base.length > 0 ? 'HEAD' : head.length > 0 ? 'BASE' : null;
  const note =
    without === null ? 'no seed ended alike on both sides' : `the records of ${without} lack it`;
  return { ...finding, verdict: 'unknown', note };
}

function pairedFinding(
  { base, head }: Values,
  isSameModel: boolean,
  stream: string,
  { noise, alpha }: ComparisonSettings,
): Finding {
  const isEqual = base.every((value, index) => value === head[index]);
  const estimate = isEqual ? 1 : ratio(sum(head), sum(base));
  const exact = { method: 'exact', estimate, interval: null, p_value: null } as const;
  if (isEqual) return { ...exact, verdict: 'same', note: null };
  const minimum = medianIntervalMinimum(alpha);
  if (base.length >= minimum) {
    const interval = pairedRatioInterval(base, head, alpha, new RandomStream(stream));
    const verdict = intervalVerdict(interval, noise);
    const note = wideNote({ verdict, estimate, interval }, noise, base.length, 'seeds');
    return { ...exact, method: 'paired', interval, verdict, note };
  }
  if (!isSameModel) {
    const note = `two versions of the model need at least ${minimum} seeds (--repeat ${minimum})`;
    return { ...exact, method: 'paired', verdict: 'unknown', note };
  }
  const ratios = base.map((value, index) => ratio(head[index], value));
  const range = { low: smallest(ratios), high: largest(ratios) };
  const verdict = intervalVerdict(range, noise);
  const isOne = base.length === 1;
  const of = isOne ? 'of this seed only' : `range over these ${base.length} seeds`;
  const note = `${of}: --repeat ${minimum} tells of others`;
  return { ...exact, interval: isOne ? null : range, verdict, note };
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
  const note = wideNote({ verdict, estimate, interval }, noise, runs, 'runs a side');
  return { ...finding, verdict, note };
}

function intervalVerdict({ low, high }: Interval, noise: number): ComparisonVerdict {
  if (low > 1 + noise) return 'worse';
  if (high < 1 - noise) return 'better';
  return low >= 1 - noise && high <= 1 + noise ? 'same' : 'unknown';
}

interface Judged {
  readonly verdict: ComparisonVerdict;
  readonly estimate: number;
  readonly interval: Interval;
}

/**
 * About how many runs would tell, where `runs` do not: intervals shrink with the root of their number,
 * and this one must no longer hold an edge of the band.
 */
function wideNote(
  { verdict, estimate, interval: { low, high } }: Judged,
  noise: number,
  runs: number,
  what: string,
): string | null {
  if (verdict !== 'unknown') return null;
  if (!Number.isFinite(high)) return 'BASE is zero in some runs, and a ratio has no limit';
  const margin = Math.min(Math.abs(estimate - 1 - noise), Math.abs(estimate - 1 + noise));
  const reach = Math.max(high - estimate, estimate - low);
  const needed = Math.ceil(runs * (reach / margin) ** 2);
  const many = needed > manyRuns ? `more than ${manyRuns}` : `about ${Math.max(needed, runs + 1)}`;
  return `${many} ${what} would tell`;
}
