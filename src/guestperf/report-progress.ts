import type * as z from 'zod/mini';
import type { ProgressSample } from '../engines/migration-result.js';
import { PAGE_BYTES } from '../memory/units.js';
import { keysOf } from './report-keys.js';
import type { ReportedRun } from './reported-run.js';

/** States in which query-migrate shows the status and nothing else: guestperf reads zeroes. */
const bareStates: ReadonlySet<string> = new Set(['setup', 'cancelled', 'failed']);

const { number, part, since, text } = keysOf<ReportedRun & ProgressSample>();

/** An answer of query-migrate as guestperf's Progress (progress.py; engine.py, _migrate_progress). */
export const reportProgress = part({
  status: text(({ status }) => status),
  ram: part({
    transferred_bytes: number(({ transferredBytes }) => transferredBytes),
    remaining_bytes: number(({ remainingBytes }) => remainingBytes),
    total_bytes: number(({ totalBytes }) => totalBytes),
    duplicate_pages: number(({ duplicatePages }) => duplicatePages),
    skipped_pages: number(() => 0),
    normal_pages: number(({ normalPages }) => normalPages),
    normal_bytes: number(({ normalPages }) => normalPages * PAGE_BYTES),
    dirty_rate_pps: number(({ dirtyPagesPerSecond }) => dirtyPagesPerSecond),
    /** Mbit/s, whatever its name. */
    transfer_rate_mbs: number((answer) =>
      answer.status === 'completed' ? overallRate(answer) : answer.megabitsPerSecond,
    ),
    iterations: number(({ dirtySyncCount }) => dirtySyncCount),
  }),
  /** Seconds since the epoch, at the poll. */
  now: number(({ epochMs, polledAtMs }) => (epochMs + polledAtMs) / 1000),
  /** ms, as the three below. */
  duration: number(({ durationMs }) => durationMs),
  downtime: number(({ status, result }) =>
    status === 'completed' && result.status === status ? Math.round(result.downtime.totalMs) : 0,
  ),
  downtime_expected: number(({ status, expectedDowntimeMs }) =>
    status === 'completed' ? 0 : expectedDowntimeMs,
  ),
  setup_time: number(({ status, result }) => (bareStates.has(status) ? 0 : result.setupTimeMs)),
  throttle_pcent: number(({ throttlePercent }) => throttlePercent),
  /** Microseconds, as the one below. */
  dirty_limit_throttle_time_per_round: since(
    '8.1',
    number(({ dirtyLimitThrottleTimePerRoundUs: us = 0 }) => us),
  ),
  dirty_limit_ring_full_time: since(
    '8.1',
    number(({ dirtyLimitRingFullTimeUs: us = 0 }) => us),
  ),
});

export type GuestperfProgress = z.infer<typeof reportProgress.schema>;

/** Mbit/s from the first iteration to the end (QEMU, migration_calculate_complete). */
function overallRate({ result }: ReportedRun): number {
  const transferMs = result.totalTimeMs - result.setupTimeMs;
  return transferMs > 0 ? (result.transferredBytes * 8) / transferMs / 1000 : 0;
}
