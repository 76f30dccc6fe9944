import * as z from 'zod/mini';
import { bounded, boundedInt } from '../../../input/bounded-number.js';
import { count, described, nonNegative, nullable, ordinal } from '../../../input/schema-fields.js';

/** Virtual time is exact to 104 days. */
const time = bounded({ min: 0, max: 8.64e9, why: 'ms; the most is 100 days' });

/**
 * What was seen of a precopy migration that is under way, from QEMU's answers to `query-migrate` and from what follows
 * from them. All times count from the migrate command.
 */
export const underWaySchema = z.strictObject({
  elapsedMs: described(time, 'When it was seen, ms: the simulation goes on from here'),
  setupMs: described(time, 'Setup, at the end of which the first sync was, ms'),
  dirtySyncCount: ordinal,
  lastSyncMs: described(time, 'When the last sync was, ms; in the first pass the end of setup'),
  previousSyncMs: nullable(time, 'When the sync before was, ms; null in the first pass'),
  remainingBytes: count('What of the last sync is still to be sent'),
  remainingContentBytes: count(
    'Of these, pages that are not zero; after the first pass all of them',
  ),
  remainingAtLastSyncBytes: count('What was to be sent at the end of the last sync'),
  transferredBytes: count('Bytes sent so far'),
  bytesPerSecond: described(nonNegative, 'Rate of the last window of 100 ms; 0 if there was none'),
  throttlePercent: boundedInt({ min: 0, max: 99, why: '%; 0 is none' }),
  period: z.strictObject({
    startMs: described(time, 'When the period began that is judged next, ms'),
    transferredBytes: count('Bytes sent since then'),
    dirtyPages: count('Pages that syncs have found newly dirty since then'),
  }),
  highPeriods: count('Periods that counted as high since the last step of the throttle'),
  dirtyPagesPerSecond: described(nonNegative, 'As the last period was judged; 0 if none was'),
  backgroundSyncMs: nullable(
    time,
    'When the last background sync ended, ms, from which the next are counted; null if none was seen',
  ),
  stoppedMs: nullable(time, 'Since when the guest stands still, ms; null if it runs'),
});

/** As `underWaySchema` reads it. */
export type UnderWay = z.infer<typeof underWaySchema>;

/** Where a simulation begins: with the migrate command, or in the middle of the migration. */
export type Start =
  | { readonly kind: 'beginning' }
  | { readonly kind: 'under-way'; readonly seen: UnderWay };

export const beginning: Start = { kind: 'beginning' };
