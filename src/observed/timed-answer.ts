import type { MigrationReading } from './migration-reading.js';

/** An answer as it was read, before it has its place in time. */
export interface TimedAnswer extends Omit<MigrationReading, 'elapsedMs'> {
  /** Time since the migrate command as the answer tells it, ms; null if it does not. */
  readonly toldMs: number | null;
  /** What its source calls that: `total-time`. */
  readonly timeName: string;
  /** A clock of the one who asked, s, which need not begin with the migration; null without one. */
  readonly clockSeconds: number | null;
}

/** An answer that says where a migration stands, and nothing else. */
export const bareAnswer: Omit<TimedAnswer, 'status' | 'timeName'> = {
  toldMs: null,
  clockSeconds: null,
  setupMs: null,
  downtimeMs: null,
  expectedDowntimeMs: null,
  throttlePercent: 0,
  ram: null,
  failure: null,
};
