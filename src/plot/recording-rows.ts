import type { GuestperfReport } from '../guestperf/report-schema.js';
import type { CopyRecord } from './guest-lines.js';
import type { ProgressPoint } from './progress-points.js';

type Rows = readonly (readonly (number | string | null)[])[];

/** The polls that a recording keeps beside guestperf's progress history; none if it keeps none. */
export function recordedPolls({ extra }: GuestperfReport): ProgressPoint[] {
  const cell = cellReader(extra?.poll_columns ?? []);
  return (extra?.polls ?? []).map((row) => ({
    seconds: Number(cell(row, 't')),
    status: String(cell(row, 'status') || ''),
    iteration: Number(cell(row, 'dirty_sync_count')),
    throttlePercent: Number(cell(row, 'throttle')),
    dirtyPagesPerSecond: Number(cell(row, 'dirty_rate_pps')),
    transferredBytes: Number(cell(row, 'transferred')),
    remainingBytes: Number(cell(row, 'remaining')),
    hasRam: Number(cell(row, 'transferred')) > 0,
  }));
}

/** A recording's own measurement of guest work, as time for a GB; none if it has none. */
export function recordedCopies({ extra }: GuestperfReport): CopyRecord[] {
  const cell = cellReader(extra?.guest_chunk_columns ?? []);
  return (extra?.guest_chunks ?? [])
    .filter((row) => Number(cell(row, 'kib')) > 0)
    .map((row) => ({
      thread: `PID ${cell(row, 'tid')}`,
      seconds: Number(cell(row, 't_host')),
      msPerGb: (Number(cell(row, 'ms')) / Number(cell(row, 'kib'))) * 2 ** 20,
      spanSeconds: Number(cell(row, 'ms')) / 1000,
    }));
}

function cellReader(columns: readonly string[]) {
  return (row: Rows[number], column: string) => row[columns.indexOf(column)] ?? 0;
}
