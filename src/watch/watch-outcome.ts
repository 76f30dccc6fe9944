import type { MigrationReading } from '../observed/migration-reading.js';
import type { ForecastCheck } from './forecast-check.js';

/** How watching ended. */
export const outcomes = [
  'completed',
  'failed',
  'cancelled',
  /** What was read ended before the migration. */
  'unfinished',
  'monitor-gone',
  'interrupted',
] as const;
export type OutcomeName = (typeof outcomes)[number];

export interface WatchOutcome {
  readonly name: OutcomeName;
  /** The last answer; null if there was none. */
  readonly last: MigrationReading | null;
  readonly answers: number;
  /** Why, in QEMU's words or ours; null if there is nothing to say. */
  readonly reason: string | null;
  /** How good the forecasts were; none unless it completed. */
  readonly checks: readonly ForecastCheck[];
}
