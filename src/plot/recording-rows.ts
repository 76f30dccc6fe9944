import { recordedGuestLines, recordedPolls } from '../guestperf/recording-rows.js';
import type { GuestperfReport } from '../guestperf/report-schema.js';
import type { CopyRecord } from './guest-lines.js';
import type { ProgressPoint } from './progress-points.js';

/** The polls that a recording keeps beside guestperf's progress history; none if it keeps none. */
export function polledPoints(report: GuestperfReport): ProgressPoint[] {
  return recordedPolls(report).map((poll) => ({ ...poll, hasRam: poll.transferredBytes > 0 }));
}

/** A recording's own measurement of guest work, as time for a GB; none if it has none. */
export function recordedCopies(report: GuestperfReport): CopyRecord[] {
  return recordedGuestLines(report).map(({ thread, seconds, kib, ms }) => ({
    thread: `PID ${thread}`,
    seconds,
    msPerGb: (ms / kib) * 2 ** 20,
    spanSeconds: ms / 1000,
  }));
}
