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
}

/** Decides how much the guest is slowed down. A look counts while it is asked. */
export interface ThrottleRule {
  /** Looks in between, on a timer of the guest's clock, ms; at judged periods alone if absent. */
  readonly everyMs?: number | undefined;
  /** The throttle from now on, of all vCPUs, in whole percent from 0 to 99; null leaves it as it is. */
  percent(look: ThrottleLook): number | null;
}
