import { type MetricName, metricUnit, notConverged } from './comparison-metric.js';
import type { MetricComparison, ScenarioComparison, ThresholdCheck } from './comparison-record.js';
import { quantity, signed } from '../documents/number-format.js';
import { largest } from '../statistics/summary.js';
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
  const answer = (): Answer => {
    if (metric === notConverged) return limitAnswer(not_converged, threshold, lost);
    if (threshold.kind === 'value') return valueAnswer(threshold, metric, head);
    if (convergence.verdict === 'worse') return { status: 'breached', detail: lost };
    const comparison = metrics.find((candidate) => candidate.metric === metric);
    if (comparison !== undefined) return changeAnswer(threshold, comparison);
    return { status: 'skipped', detail: 'no run of either side has it' };
  };
  return { threshold: text, scenario, metric, ...answer() };
}

function valueAnswer(threshold: Threshold, metric: MetricName, head: Runs): Answer {
  const cancelled = head.filter(({ isCompleted }) => !isCompleted).length;
  if (cancelled > 0) {
    const detail = `${cancelled} of ${head.length} runs of HEAD did not complete`;
    return { status: 'breached', detail };
  }
  const values = head.flatMap(({ values: all }) => all.get(metric) ?? []);
  if (values.length < head.length) return { status: 'unknown', detail: 'HEAD does not have it' };
  const worst = largest(values);
  const detail = `at most ${quantity(worst, metricUnit(metric))} in ${head.length} runs of HEAD`;
  return limitAnswer(worst, threshold, detail);
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
