import type { RunRecord } from '../results/run-record.js';

/** What a migration has to keep to. */
export interface Goals {
  /** Of the downtime that QEMU reports, ms. */
  readonly maxDowntimeMs: number;
  /** From the migrate command to the end, s. */
  readonly maxTotalSeconds: number;
  /** Mean speed of the guest until its stop, percent of its full speed; 0 asks for nothing. */
  readonly minGuestSpeedPercent: number;
}

export const goalNames = ['downtime', 'total', 'guest-speed'] as const;
export type GoalName = (typeof goalNames)[number];

/**
 * By how much a run misses each goal that it misses: ms of downtime, seconds of total time, percent of
 * guest speed. A run that did not complete misses the total time by more than it shows, and its downtime is
 * not known: null.
 */
export function missedGoals(
  run: Pick<RunRecord, 'status' | 'downtime_ms' | 'total_time_ms' | 'guest_speed_percent'>,
  goals: Goals,
): ReadonlyMap<GoalName, number | null> {
  const missed = new Map<GoalName, number | null>();
  if (run.status !== 'completed' || run.downtime_ms === null) {
    missed.set('downtime', null);
    missed.set('total', null);
  } else {
    const downtime = run.downtime_ms - goals.maxDowntimeMs;
    const total = run.total_time_ms / 1000 - goals.maxTotalSeconds;
    if (downtime > 0) missed.set('downtime', downtime);
    if (total > 0) missed.set('total', total);
  }
  const speed = goals.minGuestSpeedPercent - run.guest_speed_percent;
  if (speed > 0) missed.set('guest-speed', speed);
  return missed;
}

/** Whether a run completed and kept to all goals. */
export function meetsGoals(run: Parameters<typeof missedGoals>[0], goals: Goals): boolean {
  return missedGoals(run, goals).size === 0;
}
