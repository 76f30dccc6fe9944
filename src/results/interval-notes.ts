import { secondsText, millisecondsText } from '../documents/prose-number.js';
import { INTERVAL_PERCENT, predictionInterval } from './prediction-interval.js';
import type { RunRecord } from './run-record.js';

/** Fewer repeats say too little of a tenth of all. */
const LEAST_REPEATS = 10;

/**
 * Where the repeats of a mode end whose hosts were drawn (`--uncertain`): one line, or none where they were not.
 *
 * @param scope what the line begins with
 */
export function intervalNotes(runs: readonly RunRecord[], scope: string): string[] {
  if (!runs.every(({ parameters }) => parameters.uncertain === true)) return [];
  if (runs.length < LEAST_REPEATS) {
    return [`${scope}an interval takes at least ${LEAST_REPEATS} draws: --repeat ${LEAST_REPEATS}`];
  }
  const completed = runs.filter(({ status }) => status === 'completed');
  if (completed.length === 0) return [`${scope}none of ${runs.length} draws completed`];
  const total = rangeText(
    completed.map((run) => run.total_time_ms),
    secondsText,
  );
  const downtime = rangeText(
    completed.flatMap((run) => run.downtime_ms ?? []),
    millisecondsText,
  );
  const converged = `${completed.length} of ${runs.length} draws completed`;
  return [
    `${scope}${INTERVAL_PERCENT} % within: total time ${total}, downtime ${downtime}; ${converged}`,
  ];
}

function rangeText(outcomes: readonly number[], textOf: (ms: number) => string): string {
  const { low, high } = predictionInterval(outcomes)!;
  return `${textOf(low)} to ${textOf(high)}`;
}
