import type { GuestperfReport } from './report-schema.js';

type Row = readonly (number | string | null)[];

/** What not all recordings keep of an answer; null where they do not. */
export interface OtherCounters {
  /** QEMU's total-time, ms. */
  readonly totalMs: number | null;
  readonly duplicatePages: number | null;
  readonly normalPages: number | null;
  readonly megabitsPerSecond: number | null;
  readonly expectedDowntimeMs: number | null;
}

/** An answer to query-migrate that a recording keeps beside guestperf's progress history. */
export interface RecordedPoll extends OtherCounters {
  /** Seconds since the migrate command. */
  readonly seconds: number;
  readonly status: string;
  readonly iteration: number;
  readonly throttlePercent: number;
  readonly dirtyPagesPerSecond: number;
  readonly transferredBytes: number;
  readonly remainingBytes: number;
}

/** What a thread of the guest's program wrote in a stretch of time. */
export interface GuestLine {
  readonly side: string;
  readonly thread: number;
  /** When the stretch ended, seconds since the migrate command. */
  readonly seconds: number;
  readonly kib: number;
  readonly ms: number;
}

/** The polls of a recording; none if it keeps none. */
export function recordedPolls({ extra }: GuestperfReport): readonly RecordedPoll[] {
  const columns = extra?.poll_columns ?? [];
  const cell = cellReader(columns);
  const kept = (row: Row, column: string) => {
    const value = row[columns.indexOf(column)];
    return typeof value === 'number' ? value : null;
  };
  return (extra?.polls ?? []).map((row) => ({
    seconds: Number(cell(row, 't')),
    totalMs: kept(row, 'total_time'),
    status: String(cell(row, 'status') || ''),
    duplicatePages: kept(row, 'duplicate'),
    normalPages: kept(row, 'normal'),
    megabitsPerSecond: kept(row, 'mbps'),
    expectedDowntimeMs: kept(row, 'expected_downtime'),
    iteration: Number(cell(row, 'dirty_sync_count')),
    throttlePercent: Number(cell(row, 'throttle')),
    dirtyPagesPerSecond: Number(cell(row, 'dirty_rate_pps')),
    transferredBytes: Number(cell(row, 'transferred')),
    remainingBytes: Number(cell(row, 'remaining')),
  }));
}

/** The lines of the guest's program; none if the recording keeps none. */
export function recordedGuestLines({ extra }: GuestperfReport): readonly GuestLine[] {
  const cell = cellReader(extra?.guest_chunk_columns ?? []);
  return (extra?.guest_chunks ?? [])
    .map((row) => ({
      side: String(cell(row, 'side')),
      thread: Number(cell(row, 'tid')),
      seconds: Number(cell(row, 't_host')),
      kib: Number(cell(row, 'kib')),
      ms: Number(cell(row, 'ms')),
    }))
    .filter(({ kib, ms }) => kib > 0 && ms > 0);
}

function cellReader(columns: readonly string[]) {
  return (row: Row, column: string) => row[columns.indexOf(column)] ?? 0;
}
