import { notConverged } from './comparison-metric.js';
import type { MetricComparison, ScenarioComparison, ThresholdCheck } from './comparison-record.js';
import { quantity } from './quantity.js';
import { signed } from '../documents/signed.js';
import type { ComparableRun } from './comparable-run.js';
import type { Threshold } from './threshold.js';

type Answer = Pick<ThresholdCheck, 'status' | 'detail'>;

/**
 * Holds a threshold against a scenario. A change is below its limit if all of its interval is; a value
 * is if that of each run of HEAD is. What cannot be told is unknown, and no scenario that converged
 * on BASE and does not on HEAD passes.
 *
 * @param comparison null if the scenario's metric is on neither side
 */
export function checkThreshold(
  threshold: Threshold,
  { scenario, convergence, metrics }: ScenarioComparison,
  head: readonly ComparableRun[],
): ThresholdCheck {
  const { text, metric } = threshold;
  const place = { threshold: text, scenario, metric };
  if (metric === notConverged) return { ...place, ...countAnswer(threshold, convergence.head) };
  if (threshold.kind === 'value') return { ...place, ...valueAnswer(threshold, head) };
  if (convergence.verdict === 'worse') {
    const { not_converged, runs } = convergence.head;
    const detail = `${not_converged} of ${runs} runs of HEAD do not converge`;
    return { ...place, status: 'breached', detail };
  }
  const comparison = metrics.find((candidate) => candidate.metric === metric);
  if (comparison !== undefined) return { ...place, ...changeAnswer(threshold, comparison) };
  return { ...place, status: 'skipped', detail: 'no run of either side has it' };
}

function countAnswer(
  threshold: Threshold,
  { not_converged, runs }: ScenarioComparison['convergence']['head'],
): Answer {
  const detail = `${not_converged} of ${runs} runs of HEAD do not converge`;
  return { status: isBelow(not_converged, threshold) ? 'passed' : 'breached', detail };
}

function valueAnswer(threshold: Threshold, head: readonly ComparableRun[]): Answer {
  const cancelled = head.filter(({ isCompleted }) => !isCompleted).length;
  if (cancelled > 0) {
    const detail = `${cancelled} of ${head.length} runs of HEAD did not complete`;
    return { status: 'breached', detail };
  }
  const metric = threshold.metric as MetricComparison['metric'];
  const values = head.flatMap(({ values: all }) => all.get(metric) ?? []);
  if (values.length < head.length) return { status: 'unknown', detail: 'HEAD does not have it' };
  const worst = Math.max(...values);
  const detail = `at most ${quantity(worst, metric)} in ${head.length} runs of HEAD`;
  return { status: isBelow(worst, threshold) ? 'passed' : 'breached', detail };
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
    return { status: isBelow(change_percent, threshold) ? 'passed' : 'breached', detail: change };
  }
  const { low, high } = interval_percent;
  const detail = `${change}, between ${signed(low, '%')} and ${signed(high, '%')}`;
  if (isBelow(high, threshold)) return { status: 'passed', detail };
  return { status: isBelow(low, threshold) ? 'unknown' : 'breached', detail };
}

function isBelow(value: number, { limit, isInclusive }: Threshold): boolean {
  return isInclusive ? value <= limit : value < limit;
}
