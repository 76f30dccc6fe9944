import type { PageRange } from '../../memory/page-range.js';
import type { MigrationLook } from './migration-look.js';

/** Syncs that are remembered of each page. */
export const REMEMBERED_SYNCS = 8;

/** Pages [start, end) that were found dirty together, and how often of late. */
export interface DirtiedRun extends PageRange {
  /** In how many of the remembered syncs, 1 to 8. */
  readonly dirtiedIn: number;
}

/** What is held back is decided from. Pages are numbers of 4 KiB pages from 0 on; `end` is the first one behind a run. */
export interface HoldBackLook extends MigrationLook {
  /** Why there is a look: a sync is over, or the rule's own timer. */
  readonly cause: 'sync' | 'timer';
  /** How many syncs are remembered: those after the first, and no more than the last 8. */
  readonly rememberedSyncs: number;
  /**
   * What the remembered syncs have found, in order, disjoint, in blocks of 64 pages: a block counts as dirtied by a
   * sync that has found half of its pages dirty.
   */
  readonly dirtiedRuns: readonly DirtiedRun[];
  /** Of what is held back now, the part that is pending. */
  readonly heldBytes: number;
  /** How much of a run is pending. */
  pendingBytes(run: PageRange): number;
}

/** What is still held back when the guest has stopped for the switchover. */
export interface GiveBackLook extends MigrationLook {
  readonly heldRuns: readonly PageRange[];
  /** How much of a run is pending. */
  pendingBytes(run: PageRange): number;
}

/** Decides which pending pages are left for later. They count as pending all the time. */
export interface HoldBackRule {
  /** Looks in between, on a timer of the guest's clock, ms; after syncs alone if absent. */
  readonly everyMs?: number | undefined;
  /**
   * The runs that are passed over from now on, in order and disjoint, in place of those of the last answer; null leaves
   * them as they are. They are sent when nothing else is pending.
   */
  pages(look: HoldBackLook): readonly PageRange[] | null;
  /**
   * Which of them are sent at the switchover; null for all. What is left out is never sent. All are sent where there is
   * no such rule.
   */
  giveBack?(look: GiveBackLook): readonly PageRange[] | null;
}
