import type { MigrationLook } from './migration-look.js';

/** What a background sync is decided from. */
export interface SyncLook extends MigrationLook {
  /** v1's iteration-count: syncs without the background ones. */
  readonly iterationCount: number;
  /** Whole ms since the present period began. */
  readonly sincePeriodMs: number;
  /** How it was when the last look, and the sync that followed it, was over; at the first one when the timer was set. */
  readonly before: Pick<MigrationLook, 'timeMs' | 'syncCount' | 'throttlePercent'>;
}

/** Decides when the bitmap is synced while a pass is under way. A look counts while it is asked. */
export interface SyncRule {
  /** From the end of one look, and of its sync, to the next, ms. */
  readonly everyMs: number;
  /** From the beginning to the first look, ms; `everyMs` if absent. */
  readonly firstMs?: number | undefined;
  /** When it begins: before the first sync, or after it, which it is if absent. */
  readonly from?: 'setup' | 'active' | undefined;
  /**
   * Who looks: a timer of QEMU's main loop, on the guest's clock and in whole ms, which it is if absent; or a thread that
   * sleeps in between, on the host's.
   */
  readonly by?: 'timer' | 'thread' | undefined;
  /** Whether to sync now; `stop` ends the looks for good. */
  wanted(look: SyncLook): boolean | 'stop';
  /** Asked before each wait: whether the looks have ended for good. They have not if absent. */
  isOver?(look: SyncLook): boolean;
}
