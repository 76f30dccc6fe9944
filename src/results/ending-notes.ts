import { groupBy } from '../documents/group-by.js';
import { stopConditionNote } from './stop-condition-note.js';
import type { RunRecord } from './run-record.js';

/**
 * One line for each way in which runs of a mode ended otherwise than by converging.
 *
 * @param scope what each line begins with
 */
export function endingNotes(runs: readonly RunRecord[], scope: string): string[] {
  const unfinished = runs.filter(({ status }) => status !== 'completed');
  return [
    ...Array.from(groupBy(unfinished, endingOf), ([ending, alike]) => {
      const repeats = alike.map(({ repeat }) => repeat);
      return `${scope}repeat ${enumeration(repeats)}: ${ending}`;
    }),
    ...runs.flatMap((run) =>
      run.stop_condition === null
        ? []
        : [`${scope}repeat ${run.repeat}: ${stopConditionNote(run, run.stop_condition)}`],
    ),
  ];
}

function endingOf(record: RunRecord): string {
  const ending = endingCause(record);
  // The source has stopped the guest, and the destination has not all of its memory.
  const isLost = typeof record.postcopy_started_ms === 'number';
  return isLost ? `${ending}, in postcopy: the guest is lost` : ending;
}

function endingCause(record: RunRecord): string {
  if (record.status === 'failed') return `failed (${record.reason})`;
  const { max_iters, max_time, policy } = record.parameters;
  switch (record.reason) {
    case 'max-iters':
      return `cancelled, more than ${max_iters} iterations (--max-iters)`;
    case 'max-time':
      return `cancelled, not complete after ${max_time} seconds (--max-time)`;
    case 'policy-completion-timeout':
      return `cancelled by the policy ${policy} at ${Math.round(record.total_time_ms)} ms: completion timeout`;
    case 'policy-progress-timeout':
      return `cancelled by the policy ${policy} at ${Math.round(record.total_time_ms)} ms: no progress`;
    default:
      return `cancelled (${record.reason})`;
  }
}

function enumeration(numbers: readonly number[]): string {
  if (numbers.length < 2) return numbers.join('');
  return `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
