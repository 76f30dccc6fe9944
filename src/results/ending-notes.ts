import { groupBy } from '../documents/group-by.js';
import type { StopConditionName } from '../migration/stop-condition-names.js';
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
    case 'strategy-give-up':
      return `cancelled by ${strategyOf(record)} at ${Math.round(record.total_time_ms)} ms: it gave up`;
    default:
      return `cancelled (${record.reason})`;
  }
}

function enumeration(numbers: readonly number[]): string {
  if (numbers.length < 2) return numbers.join('');
  return `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}

/** What ended a migration, and what that cost the guest, in a line. */
function stopConditionNote(record: RunRecord, condition: StopConditionName): string {
  return `${causeOf(record, condition)}: ${costOf(record)}`;
}

function causeOf(record: RunRecord, condition: StopConditionName): string {
  const { parameters, paused_at_ms, postcopy_started_ms } = record;
  const switchedAt = `${Math.round(postcopy_started_ms ?? 0)} ms`;
  const pausedAt = `at ${Math.round(paused_at_ms ?? 0)} ms`;
  switch (condition) {
    case 'max-full-passes':
      return `switchover forced by --max-full-passes ${parameters.max_full_passes}`;
    case 'max-transfer-factor':
      return `switchover forced by --max-transfer-factor ${parameters.max_transfer_factor}`;
    case 'deadline':
      return `switchover forced by --deadline ${parameters.deadline}`;
    case 'convergence-timeout':
      return `downtime limit raised by --convergence-timeout ${parameters.convergence_timeout}`;
    case 'pause':
      return `guest paused ${pausedAt} by --pause, --pause-iters ${parameters.pause_iters}`;
    case 'pause-after':
      return `guest paused ${pausedAt} by --pause-after ${parameters.pause_after}`;
    case 'policy-pause':
      return `guest paused ${pausedAt} by the policy ${parameters.policy}`;
    case 'policy-downtime-limit':
      return `downtime limit raised by the policy ${parameters.policy}`;
    case 'timeout':
      return `guest paused by --timeout ${parameters.timeout}, --timeout-strategy ignore`;
    case 'pass-limit':
      return 'guest paused after the last pass that the variant sends';
    case 'post-copy':
      return `postcopy from ${switchedAt} by --post-copy, --post-copy-iters ${parameters.post_copy_iters}`;
    case 'policy-postcopy':
      return `postcopy from ${switchedAt} by the policy ${parameters.policy}`;
    case 'strategy-switchover':
      return `switchover forced by ${strategyOf(record)}`;
    case 'strategy-downtime-limit':
      return `downtime limit raised by ${strategyOf(record)}`;
    case 'strategy-pause':
      return `guest paused ${pausedAt} by ${strategyOf(record)}`;
    case 'strategy-postcopy':
      return `postcopy from ${switchedAt} by ${strategyOf(record)}`;
  }
}

function strategyOf({ parameters }: RunRecord): string {
  return `the strategy ${parameters['strategy']}`;
}

/** A paused guest stands still for longer than QEMU says, and in postcopy vCPUs wait for pages. */
function costOf(record: RunRecord): string {
  const { downtime_ms, blackout_ms, paused_at_ms } = record;
  const downtime = `downtime ${Math.round(downtime_ms ?? 0)} ms`;
  if (typeof record.postcopy_started_ms === 'number') return `${downtime}, ${waitOf(record)}`;
  if (paused_at_ms === null) return downtime;
  return `${downtime}, guest stopped for ${Math.round(blackout_ms ?? 0)} ms`;
}

/** What the guest waited for on the destination. */
function waitOf({ postcopy_requests, postcopy_blocktime_ms }: RunRecord): string {
  const requests = `${postcopy_requests ?? 0} pages requested`;
  return `${requests}, all vCPUs waiting for ${Math.round(postcopy_blocktime_ms ?? 0)} ms`;
}
