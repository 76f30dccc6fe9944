import type { StopConditionName } from '../scenario/stop-conditions.js';
import type { RunRecord } from './run-record.js';

/** What ended a migration, and what that cost the guest, in a line. */
export function stopConditionNote(record: RunRecord, condition: StopConditionName): string {
  return `${causeOf(record, condition)}: ${costOf(record)}`;
}

function causeOf({ parameters, paused_at_ms }: RunRecord, condition: StopConditionName): string {
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
  }
}

/** A paused guest stands still for longer than QEMU says. */
function costOf({ downtime_ms, blackout_ms, paused_at_ms }: RunRecord): string {
  const downtime = `downtime ${Math.round(downtime_ms ?? 0)} ms`;
  if (paused_at_ms === null) return downtime;
  return `${downtime}, guest stopped for ${Math.round(blackout_ms ?? 0)} ms`;
}
