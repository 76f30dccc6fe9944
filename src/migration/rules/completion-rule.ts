import type { MigrationLook } from './migration-look.js';

/** QEMU accepts no larger downtime-limit. */
export const MAX_DOWNTIME_LIMIT_MS = 2_000_000;

/** What the end of a migration is decided from. */
export interface CompletionLook extends MigrationLook {
  /** Why there is a look: a sync is over, or the rule's own timer. */
  readonly cause: 'sync' | 'timer';
  /** Whether the guest stands still, as somebody has paused it. */
  readonly isPaused: boolean;
}

/**
 * What is done to a migration that goes on:
 *
 * - `{ downtimeLimitMs }`: the downtime limit from now on, 0 to 2,000,000 ms, of which a fraction is cut off;
 * - `switchover`: it is forced, whatever is pending;
 * - `pause-guest`: the guest is stopped, and the migration goes on;
 * - `postcopy`: the guest goes on at the destination, which asks for what it has not got;
 * - `give-up`: the migration is cancelled;
 * - null: nothing.
 */
export type CompletionAnswer =
  | { readonly downtimeLimitMs: number }
  | 'switchover'
  | 'pause-guest'
  | 'postcopy'
  | 'give-up'
  | null;

/** Decides how a migration ends. */
export interface CompletionRule {
  /** Looks in between, on the host's clock, from the migrate command on, ms; after syncs alone if absent. */
  readonly everyMs?: number | undefined;
  decide(look: CompletionLook): CompletionAnswer;
}
