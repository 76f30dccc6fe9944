import type { RunRecord } from './run-record.js';

/** The four figures of a published row, as text: total, downtime, iterations, max throttle. */
export type ResultRow = readonly [string, string, string, string];

/** Whole milliseconds; `-` where a run that did not complete has no downtime. */
export function resultRow(record: RunRecord): ResultRow {
  return [
    String(Math.round(record.total_time_ms)),
    record.downtime_ms === null ? '-' : String(Math.round(record.downtime_ms)),
    String(record.iterations),
    `${record.max_throttle_percent}%`,
  ];
}
