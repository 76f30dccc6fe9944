import { groupBy } from '../documents/group-by.js';
import type { ModeGroup, RamsizeBlock } from './ramsize-block.js';
import { stopConditionNote } from './stop-condition-note.js';
import type { RunRecord } from './run-record.js';

/** One line for each way in which runs of a block ended otherwise than by converging. */
export function endingNotes(block: RamsizeBlock): string[] {
  const severalModes = block.groups.length > 1;
  return block.groups.flatMap((group) => groupNotes(group, severalModes));
}

function groupNotes(group: ModeGroup, nameMode: boolean): string[] {
  const forced = group.records.flatMap((record) =>
    record.stop_condition === null ? [] : [{ record, condition: record.stop_condition }],
  );
  const unfinished = group.records.filter((record) => record.status !== 'completed');
  const scope = nameMode ? `${group.mode}, ` : '';
  return [
    ...Array.from(groupBy(unfinished, endingOf), ([ending, records]) => {
      const repeats = records.map((record) => record.repeat);
      return `${scope}repeat ${enumeration(repeats)}: ${ending}`;
    }),
    ...forced.map(
      ({ record, condition }) =>
        `${scope}repeat ${record.repeat}: ${stopConditionNote(record, condition)}`,
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
