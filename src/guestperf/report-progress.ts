import { PAGE_BYTES } from '../memory/units.js';
import type { MigrationResult, ProgressSample } from '../engines/migration-result.js';
import type { ReportLayout } from './report-layout.js';
import type { GuestperfProgress } from './report-schema.js';

/** States in which query-migrate shows the status and nothing else: guestperf reads zeroes. */
const bareStates: ReadonlySet<string> = new Set(['setup', 'cancelled', 'failed']);

/**
 * An answer of query-migrate as guestperf's Progress (progress.py; engine.py, _migrate_progress).
 *
 * @param epochMs the migrate command, ms since the epoch
 */
export function reportProgress(
  sample: ProgressSample,
  result: MigrationResult,
  { hasDirtyLimit }: ReportLayout,
  epochMs: number,
): GuestperfProgress {
  const { status } = sample;
  const isCompleted = status === 'completed';
  const isBare = bareStates.has(status);
  return {
    status,
    ram: {
      transferred_bytes: sample.transferredBytes,
      remaining_bytes: sample.remainingBytes,
      total_bytes: sample.totalBytes,
      duplicate_pages: sample.duplicatePages,
      skipped_pages: 0,
      normal_pages: sample.normalPages,
      normal_bytes: sample.normalPages * PAGE_BYTES,
      dirty_rate_pps: sample.dirtyPagesPerSecond,
      transfer_rate_mbs: isCompleted ? overallRate(result) : sample.megabitsPerSecond,
      iterations: sample.dirtySyncCount,
    },
    now: (epochMs + sample.polledAtMs) / 1000,
    duration: sample.durationMs,
    downtime:
      isCompleted && result.status === 'completed' ? Math.round(result.downtime.totalMs) : 0,
    downtime_expected: isCompleted ? 0 : sample.expectedDowntimeMs,
    setup_time: isBare ? 0 : result.setupTimeMs,
    throttle_pcent: sample.throttlePercent,
    ...(hasDirtyLimit && {
      dirty_limit_throttle_time_per_round: sample.dirtyLimitThrottleTimePerRoundUs ?? 0,
      dirty_limit_ring_full_time: sample.dirtyLimitRingFullTimeUs ?? 0,
    }),
  };
}

/** Mbit/s from the first iteration to the end (QEMU, migration_calculate_complete). */
function overallRate({ setupTimeMs, totalTimeMs, transferredBytes }: MigrationResult): number {
  const transferMs = totalTimeMs - setupTimeMs;
  return transferMs > 0 ? (transferredBytes * 8) / transferMs / 1000 : 0;
}
