import * as z from 'zod/mini';
import { bounded, boundedInt } from '../input/bounded-number.js';
import { shortened } from '../input/printable.js';
import { duration, nonNegativeInt, percent } from '../input/schema-fields.js';
import { PAGE_BYTES } from '../memory/units.js';
import { migrationStatuses, type RamReading } from './migration-reading.js';
import { checkedAnswer, type Place } from './observed-source.js';
import { bareAnswer, type TimedAnswer } from './timed-answer.js';

const optionalDuration = z.optional(duration);
const optionalCount = z.optional(nonNegativeInt);

/** QEMU's MigrationStats (qapi/migration.json), as far as it is read. */
const ramSchema = z.looseObject({
  total: nonNegativeInt,
  remaining: nonNegativeInt,
  transferred: nonNegativeInt,
  /** Zero pages. */
  duplicate: optionalCount,
  normal: optionalCount,
  'dirty-pages-rate': optionalCount,
  'dirty-sync-count': optionalCount,
  /** Mbit/s of the last window; -1 before there is one, in old versions. */
  mbps: z.optional(bounded({ min: -1, max: 1e9, why: 'Mbit/s; more than any link carries' })),
  /** QEMU 7.0. */
  'downtime-bytes': optionalCount,
  /** QEMU 2.10. */
  'page-size': z.optional(boundedInt({ min: 1024, max: 1_073_741_824, why: 'bytes of a page' })),
});

/** QEMU's MigrationInfo, as far as it is read; QEMU 2.6 to 10.2. */
export const migrationInfoSchema = z.looseObject({
  status: z.optional(z.enum(migrationStatuses)),
  'total-time': optionalDuration,
  'setup-time': optionalDuration,
  downtime: optionalDuration,
  'expected-downtime': optionalDuration,
  'cpu-throttle-percentage': z.optional(percent),
  'error-desc': z.optional(z.string()),
  ram: z.optional(ramSchema),
});

/** The most characters of QEMU's words for a failure. */
const failureLength = 500;

/**
 * Whether QEMU has yet to count the times of a migration that has completed: it does so a moment later
 * (migration_completion and migration_calculate_complete in migration.c), and tells 0 until then.
 */
export function isUncounted(answer: unknown): boolean {
  const { status, 'total-time': total } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  return status === 'completed' && total === 0;
}

/**
 * Reads an answer to `query-migrate`. Without a migration QEMU says nothing, which is the status none. Times that are not
 * counted yet are none.
 *
 * @param clockSeconds when it was asked, on the clock of the one who asked
 * @throws InputError if it is none
 */
export function queryMigrateAnswer(
  document: unknown,
  clockSeconds: number | null,
  place: Place,
): TimedAnswer {
  const {
    ram,
    status = 'none',
    'error-desc': failure,
    ...info
  } = checkedAnswer(migrationInfoSchema, document, place);
  const isCounted = !isUncounted(document);
  return {
    ...bareAnswer,
    timeName: 'total-time',
    clockSeconds,
    toldMs: isCounted ? (info['total-time'] ?? null) : null,
    status,
    setupMs: info['setup-time'] ?? null,
    downtimeMs: isCounted ? (info.downtime ?? null) : null,
    expectedDowntimeMs: info['expected-downtime'] ?? null,
    throttlePercent: info['cpu-throttle-percentage'] ?? 0,
    ram: ram === undefined ? null : ramReading(ram),
    failure: failure === undefined ? null : shortened(failure, failureLength),
  };
}

/** Whether an object may be an answer to `query-migrate`: of one without a migration only what blocks it is told. */
export function isMigrationInfo(document: object): boolean {
  const keys = Object.keys(document);
  const blocking = ['blocked', 'blocked-reasons', 'socket-address'];
  return 'status' in document || keys.every((key) => blocking.includes(key));
}

function ramReading(ram: z.infer<typeof ramSchema>): RamReading | null {
  if (ram.total === 0) return null;
  const pages = (ram['page-size'] ?? PAGE_BYTES) / PAGE_BYTES;
  const { duplicate, mbps = -1, normal } = ram;
  return {
    totalBytes: ram.total,
    remainingBytes: ram.remaining,
    transferredBytes: ram.transferred,
    zeroPages: duplicate === undefined ? null : duplicate * pages,
    normalPages: normal === undefined ? null : normal * pages,
    dirtyPagesPerSecond: (ram['dirty-pages-rate'] ?? 0) * pages,
    dirtySyncCount: ram['dirty-sync-count'] ?? null,
    bytesPerSecond: mbps < 0 ? null : (mbps * 1e6) / 8,
    whileStoppedBytes: ram['downtime-bytes'] ?? null,
  };
}
