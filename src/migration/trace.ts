import type { StopConditionName } from './stop-condition-names.js';

/** Why a sync took place. */
export type SyncCause = 'setup' | 'pending' | 'background' | 'completion' | 'postcopy';

/** A decision of the migration, with what it was made from. Times in ms, sizes in bytes. */
export type TraceEvent =
  | {
      readonly event: 'sync';
      readonly cause: SyncCause;
      readonly sync_count: number;
      readonly iteration_count: number;
      readonly duration_ms: number;
      readonly logged_pages: number;
      readonly newly_dirty_pages: number;
      readonly remaining_bytes: number;
    }
  | {
      readonly event: 'trigger';
      readonly period_dirty_bytes: number;
      readonly period_transferred_bytes: number;
      readonly limit_bytes: number;
      readonly high_periods: number;
      readonly ratio_high: boolean;
      readonly throttles: boolean;
    }
  | {
      readonly event: 'throttle';
      /** Of the vCPU that is throttled most. */
      readonly from_percent: number;
      readonly to_percent: number;
      /** Of each vCPU, where they differ. */
      readonly vcpu_percents?: readonly number[];
    }
  | { readonly event: 'strategy'; readonly strategy: string; readonly note: string }
  | {
      readonly event: 'hold-back';
      readonly runs: number;
      readonly held_bytes: number;
      readonly pending_bytes: number;
    }
  /** What a sync has found dirty again of what was held back, and had not been sent in between. */
  | { readonly event: 'held-pages-dirtied'; readonly bytes: number }
  /** Nothing but what was held back is pending. */
  | { readonly event: 'held-pages-due'; readonly pending_bytes: number }
  | { readonly event: 'give-back'; readonly runs: number; readonly left_out_pages: number }
  | { readonly event: 'dirty-limit'; readonly limit_mib: number; readonly period_ms: number }
  | {
      readonly event: 'dirty-limit-period';
      readonly mib_per_second: readonly number[];
      readonly throttle_us: readonly number[];
    }
  | {
      readonly event: 'bandwidth';
      readonly bytes_per_second: number;
      readonly threshold_bytes: number;
      readonly expected_downtime_ms: number;
    }
  | {
      readonly event: 'pending';
      readonly exact: boolean;
      readonly pending_bytes: number;
      readonly threshold_bytes: number;
    }
  | {
      readonly event: 'stop-condition';
      readonly condition: StopConditionName;
      readonly pending_bytes: number;
    }
  | { readonly event: 'pause'; readonly by: StopConditionName }
  | { readonly event: 'downtime-limit'; readonly limit_ms: number; readonly by: StopConditionName }
  | { readonly event: 'free-page-request'; readonly list: number }
  | {
      readonly event: 'free-page-batch';
      readonly list: number;
      readonly recorded_ms: number;
      readonly queued_ms: number;
      readonly pages: number;
      readonly applied: boolean;
      readonly skipped_pages: number;
    }
  | {
      readonly event: 'xbzrle';
      readonly pages: number;
      readonly bytes: number;
      readonly cache_miss: number;
      readonly overflow: number;
      readonly cache_miss_rate: number;
      readonly encoding_rate: number;
    }
  | {
      readonly event: 'compression';
      readonly pages: number;
      readonly busy: number;
      readonly compressed_size: number;
      readonly busy_rate: number;
      readonly compression_rate: number;
    }
  | {
      readonly event: 'pass';
      readonly iteration: number;
      readonly table_bytes: number;
      readonly ranges: number;
      readonly bytes_per_second: number | null;
      readonly estimated_downtime_ms: number | null;
      readonly elapsed_ms: number;
      /** Times the dirty log was fetched so far. */
      readonly harvests: number;
      readonly decision: 'continue' | 'converged' | 'forced' | 'timed-out';
    }
  | { readonly event: 'switchover'; readonly pending_bytes: number }
  | { readonly event: 'start-postcopy'; readonly by: StopConditionName }
  | {
      readonly event: 'postcopy-switchover';
      readonly pending_bytes: number;
      readonly discard_ranges: number;
      readonly runs_from_ms: number;
    };

/** Told of every decision; `timeMs` since the migrate command. */
export type TraceListener = (timeMs: number, event: TraceEvent) => void;
