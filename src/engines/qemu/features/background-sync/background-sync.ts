import type { Nanoseconds } from '../../../../sim/time.js';

/** What a background sync looks at, and what it does. */
export interface BackgroundSyncTarget {
  /** dirty-sync-count. */
  readonly dirtySyncCount: number;
  /** v1's iteration-count: syncs without the background ones. */
  readonly iterationCount: number;
  /** Start of the current accounting period (QEMU, time_last_bitmap_sync). */
  readonly periodStart: Nanoseconds;
  /** The guest's throttle, percent. */
  readonly throttlePercent: number;
  /** Syncs as soon as the big lock is free, then calls `done`; not at all once the switchover has begun. */
  syncInBackground(done: (end: Nanoseconds) => void): void;
}

/** Something that syncs the bitmap while an iteration is under way. */
export interface BackgroundSync {
  /** In which state of the migration it is started. */
  readonly startsIn: 'setup' | 'active';
  /** From now on, until the switchover. */
  start(): void;
  /**
   * Goes on in the middle of a migration; absent where its past cannot be known.
   *
   * @param since a time from which its ticks are counted
   * @param lastSync when the last sync was, whoever did it
   */
  takeUp?(since: Nanoseconds, lastSync: Nanoseconds): void;
}
