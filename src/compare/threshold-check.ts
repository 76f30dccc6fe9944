import { metricUnit, notConverged } from './comparison-metric.js';
import type { MetricComparison, ScenarioComparison, ThresholdCheck } from './comparison-record.js';
import { quantity, signed } from '../documents/number-format.js';
import type { Runs } from './comparable-run.js';
import type { Threshold } from './threshold.js';

type Answer = Pick<ThresholdCheck, 'status' | 'detail'>;

/**
 * Holds a threshold against a scenario. A change is below its limit if all of its interval is; a value
 * is if that of each run of HEAD is. What cannot be told is unknown, and no scenario that converged
 * on BASE and does not on HEAD passes.
 */
export function checkThreshold(
  threshold: Threshold,
  { scenario, convergence, metrics }: ScenarioComparison,
  head: Runs,
): ThresholdCheck {
  const { text, metric } = threshold;
  const { not_converged, runs } = convergence.head;
  const lost = `${not_converged} of ${runs} runs of HEAD do not converge`;
  const ofHead = ' of HEAD';
  const answer = (): Answer => {
    if (metric === notConverged || threshold.kind === 'value') {
      return checkRuns(threshold, head, ofHead);
    }
    if (convergence.verdict === 'worse') return { status: 'breached', detail: lost };
    const comparison = metrics.find((candidate) => candidate.metric === metric);
    if (comparison !== undefined) return changeAnswer(threshold, comparison);
    return { status: 'skipped', detail: 'no run of either side has it' };
  };
  return { threshold: text, scenario, metric, ...answer() };
}

/**
 * Holds the limit of a value against runs. A run that did not complete is above each limit.
 *
 * @param side whose runs they are, for the detail: " of HEAD"
 */
export function checkRuns(threshold: Threshold, runs: Runs, side: string): Answer {
  const { metric, percentile = 100 } = threshold;
  const cancelled = runs.filter(({ isCompleted }) => !isCompleted).length;
  if (metric === notConverged) {
    const detail = `${cancelled} of ${runs.length} runs${side} do not converge`;
    return limitAnswer(cancelled, threshold, detail);
  }
  // The least value that so many percent of the runs do not exceed.
  const rank = Math.max(1, Math.ceil((percentile / 100) * runs.length - 1e-9));
  if (rank > runs.length - cancelled) {
    const detail = `${cancelled} of ${runs.length} runs${side} did not complete`;
    return { status: 'breached', detail };
  }
  const completed = runs.filter(({ isCompleted }) => isCompleted);
  const values = completed.flatMap(({ values: all }) => all.get(metric) ?? []);
  if (values.length < completed.length) {
    return { status: 'unknown', detail: `not all runs${side} have it` };
  }
  const worst = values.toSorted((a, b) => a - b)[rank - 1];
  const share = percentile === 100 ? '' : `${percentile} % of `;
  const shown = quantity(worst, metricUnit(metric));
  return limitAnswer(worst, threshold, `at most ${shown} in ${share}${runs.length} runs${side}`);
}

function changeAnswer(threshold: Threshold, comparison: MetricComparison): Answer {
  const { change_percent, interval_percent, method, verdict, note } = comparison;
  if (change_percent === null) {
    const detail = note ?? 'BASE is zero';
    return { status: verdict === 'worse' ? 'breached' : 'unknown', detail };
  }
  const change = signed(change_percent, '%');
  if (interval_percent === null) {
    if (method !== 'exact') return { status: 'unknown', detail: `${change}: ${note ?? ''}` };
    return limitAnswer(change_percent, threshold, change);
  }
  const { low, high } = interval_percent;
  const detail = `${change}, between ${signed(low, '%')} and ${signed(high, '%')}`;
  if (isBelow(high, threshold)) return { status: 'passed', detail };
  return { status: isBelow(low, threshold) ? 'unknown' : 'breached', detail };
}

function limitAnswer(value: number, threshold: Threshold, detail: string): Answer {
  return { status: isBelow(value, threshold) ? 'passed' : 'breached', detail };
}

function isBelow(value: number, { limit, isInclusive }: Threshold): boolean {
  return isInclusive ? value <= limit : value < limit;
}
