import * as z from 'zod/mini';
import { duration, nonNegative, percent } from '../input/schema-fields.js';
import type { GuestperfProgress } from './report-progress.js';
import type { GuestperfReport } from './report-schema.js';

/** What recorded and predicted runs are compared by. */
export const recordedFiguresSchema = z.object({
  status: z.string(),
  total_time_ms: duration,
  /** Null if the migration did not complete. */
  downtime_ms: z.nullable(duration),
  iterations: nonNegative,
  max_throttle_percent: percent,
  transferred_bytes: nonNegative,
});

export type RecordedFigures = z.infer<typeof recordedFiguresSchema>;

/**
 * A recording's figures. After a cancel QEMU answers with the status alone: the pages are then those of the last answer
 * that has any, and the time is that of the answer.
 */
export function recordedFigures(report: GuestperfReport): RecordedFigures {
  const history = report.progress_history;
  const last = history[history.length - 1];
  const informative = history.filter((progress) => progress.ram.iterations > 0);
  const end = informative[informative.length - 1] ?? last;
  const completed = last.status === 'completed';
  const final = report.extra?.final_query_migrate;
  const throttles = history.map((progress) => progress.throttle_pcent);
  return {
    status: last.status,
    total_time_ms: completed
      ? (final?.['total-time'] ?? end.duration)
      : Math.max(end.duration, timeOf(last, history[0])),
    downtime_ms: completed ? (final?.downtime ?? end.downtime) : null,
    iterations: end.ram.iterations,
    max_throttle_percent: report.extra?.derived?.max_throttle ?? Math.max(...throttles),
    transferred_bytes: end.ram.transferred_bytes,
  };
}

/** When an answer was given, ms since the migrate command; by the host's clock where QEMU does not say. */
function timeOf(answer: GuestperfProgress, first: GuestperfProgress): number {
  if (answer.duration > 0) return answer.duration;
  return Math.round((answer.now - first.now) * 1000) + first.duration;
}
