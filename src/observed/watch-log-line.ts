import * as z from 'zod/mini';
import { duration, nonNegative, nonNegativeInt, percent } from '../input/schema-fields.js';
import { type MigrationReading, migrationStatuses } from './migration-reading.js';
import { checkedAnswer, type Place } from './observed-source.js';
import { bareAnswer, type TimedAnswer } from './timed-answer.js';

/** What a line of `watch --format ndjson` keeps of an answer; beside it stands what was forecast. */
export const watchLogLineSchema = z.looseObject({
  elapsed_ms: duration,
  status: z.enum(migrationStatuses),
  iterations: z.nullable(nonNegativeInt),
  total_bytes: z.nullable(nonNegativeInt),
  remaining_bytes: z.nullable(nonNegativeInt),
  transferred_bytes: z.nullable(nonNegativeInt),
  // Logs that were written before lines had them are read as well.
  normal_pages: z.optional(z.nullable(nonNegativeInt)),
  zero_pages: z.optional(z.nullable(nonNegativeInt)),
  bytes_per_second: z.nullable(nonNegative),
  dirty_rate_pps: z.nullable(nonNegative),
  throttle_percent: percent,
  expected_downtime_ms: z.nullable(duration),
});

/** Its last line, which tells the downtime. */
export const watchLogEndSchema = z.looseObject({
  outcome: z.string(),
  downtime_ms: z.nullable(duration),
});

export function isWatchLogLine(document: object): boolean {
  return 'elapsed_ms' in document && 'status' in document;
}

export function isWatchLogEnd(document: object): boolean {
  return 'outcome' in document && 'answers' in document;
}

/**
 * Reads the answer that a line of a log of `watch` is about.
 *
 * @throws InputError if something of it is missing, or cannot be
 */
export function watchLogAnswer(document: object, place: Place): TimedAnswer {
  const line = checkedAnswer(watchLogLineSchema, document, place);
  const { remaining_bytes: remaining, total_bytes: total, transferred_bytes: transferred } = line;
  return {
    ...bareAnswer,
    timeName: 'elapsed_ms',
    toldMs: line.elapsed_ms,
    status: line.status,
    expectedDowntimeMs: line.expected_downtime_ms,
    throttlePercent: line.throttle_percent,
    ram:
      total === null || remaining === null || transferred === null
        ? null
        : {
            totalBytes: total,
            remainingBytes: remaining,
            transferredBytes: transferred,
            zeroPages: line.zero_pages ?? null,
            normalPages: line.normal_pages ?? null,
            dirtyPagesPerSecond: line.dirty_rate_pps ?? 0,
            dirtySyncCount: line.iterations,
            bytesPerSecond: line.bytes_per_second,
            whileStoppedBytes: null,
          },
  };
}

/**
 * The last answer once more, with the downtime that the end of a log tells; null where it tells none.
 *
 * @throws InputError if something of it is missing, or cannot be
 */
export function watchLogEnd(
  document: object,
  last: MigrationReading | undefined,
  place: Place,
): TimedAnswer | null {
  const { downtime_ms: downtimeMs } = checkedAnswer(watchLogEndSchema, document, place);
  if (downtimeMs === null || last === undefined) return null;
  const { elapsedMs, ...seen } = last;
  return { ...seen, timeName: 'elapsed_ms', toldMs: elapsedMs, clockSeconds: null, downtimeMs };
}
