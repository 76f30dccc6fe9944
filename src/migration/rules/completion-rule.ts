import type { MigrationLook } from './migration-look.js';

/** QEMU accepts no larger downtime-limit. */
export const MAX_DOWNTIME_LIMIT_MS = 2_000_000;

/** What the end of a migration is decided from. */
export interface CompletionLook extends MigrationLook {
  /** Why there is a look: a sync is over, the rule's own timer, or a turn of QEMU's loop at which too much is pending. */
  readonly cause: 'sync' | 'timer' | 'turn';
  /** Whether the guest stands still, as somebody has paused it. */
  readonly isPaused: boolean;
  /** Complete scans over all of RAM. */
  readonly fullPasses: number;
}

/**
 * What is done to a migration that goes on:
 *
 * - `{ downtimeLimitMs }`: the downtime limit from now on, 0 to 2,000,000 ms, of which a fraction is cut off;
 * - `switchover`: it is forced, whatever is pending;
 * - `pause-guest`: the guest is stopped, and the migration goes on;
 * - `postcopy`: the guest goes on at the destination, which asks for what it has not got;
 * - `give-up`: the migration is cancelled;
 * - `no-more-looks`: nothing, and the rule is not asked again.
 */
export type CompletionStep =
  | { readonly downtimeLimitMs: number }
  | 'switchover'
  | 'pause-guest'
  | 'postcopy'
  | 'give-up'
  | 'no-more-looks';

/** A step, several in order, or null for none. */
export type CompletionAnswer = CompletionStep | readonly CompletionStep[] | null;

/** Decides how a migration ends. A look counts while it is asked. */
export interface CompletionRule {
  /** Looks in between, on the host's clock, from the migrate command on, ms; after syncs alone if absent. */
  readonly everyMs?: number | undefined;
  /** Whether there is a look at each turn of QEMU's loop, too, where it tests what is pending; not if absent. */
  readonly eachTurn?: boolean | undefined;
  /**
   * Whether the looks go on to the end of the migration, as those of somebody who watches from outside; if absent they
   * end with the switchover, postcopy or giving up.
   */
  readonly untilEnd?: boolean | undefined;
  decide(look: CompletionLook): CompletionAnswer;
}
