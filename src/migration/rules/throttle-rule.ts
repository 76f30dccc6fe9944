import type { MigrationLook } from './migration-look.js';

/** What a throttle is decided from: a period is judged at a sync, if it has lasted more than a second. */
export interface ThrottleLook extends MigrationLook {
  /** Why there is a look: a judged period, or the rule's own timer in the middle of one. */
  readonly cause: 'period' | 'timer';
  readonly periodMs: number;
  /** What the syncs of the period have found to be dirty. */
  readonly periodDirtyBytes: number;
  /** What was sent in the period. */
  readonly periodSentBytes: number;
  /** The throttle of each vCPU, percent; `throttlePercent` is the highest of them. */
  readonly vcpuThrottlePercents: readonly number[];
}

/** Whole percent from 0 to 99: of all vCPUs, or of each in order; null leaves them as they are. */
export type ThrottleAnswer = number | readonly number[] | null;

/** Decides how much the guest is slowed down. A look counts while it is asked. */
export interface ThrottleRule {
  /** Looks in between, on a timer of the guest's clock, ms; at judged periods alone if absent. */
  readonly everyMs?: number | undefined;
  /** The throttle from now on. */
  percent(look: ThrottleLook): ThrottleAnswer;
}
