import type { MigrationContext } from '../../../../migration/context.js';
import type { StopCondition } from '../../../../migration/stop-condition.js';
import type { StopConditions } from './settings.js';
import { NS_PER_S } from '../../../../sim/time.js';

/** What the conditions look at. */
export interface ObservedProgress {
  readonly clock: Pick<MigrationContext['clock'], 'now'>;
  readonly counters: Pick<MigrationContext['counters'], 'scanRounds' | 'transferredBytes'>;
  readonly ram: Pick<MigrationContext['ram'], 'totalBytes'>;
}

/**
 * The conditions that force the switchover, as they were proposed on qemu-devel in 2011.
 *
 * - Full scans of RAM (Treutner's patch, MAX_MEMORY_ITERATIONS). The patch kept its count across
 *   migrations and tested it by equality, so that two wraps in one step jumped over the limit; this one
 *   counts the scans of one migration and stops at or above the limit.
 * - Bytes sent, as a multiple of RAM (the same, MAX_TOTAL_MEMORY_TRANSFER_FACTOR): met when more was
 *   sent, not as much. A page of zeroes counts the few bytes that it takes on the wire.
 * - A time after the migrate command, whatever is pending.
 */
export function forcingConditions(
  { maxFullPasses, maxTransferFactor, deadline }: StopConditions,
  { clock, counters, ram }: ObservedProgress,
): StopCondition[] {
  const conditions: StopCondition[] = [];
  if (maxFullPasses !== null) {
    const isMet = (): boolean => counters.scanRounds >= maxFullPasses;
    conditions.push({ name: 'max-full-passes', isMet });
  }
  if (maxTransferFactor !== null) {
    const limitBytes = maxTransferFactor * ram.totalBytes;
    const isMet = (): boolean => counters.transferredBytes > limitBytes;
    conditions.push({ name: 'max-transfer-factor', isMet });
  }
  if (deadline !== null) {
    conditions.push({ name: 'deadline', isMet: () => clock.now >= deadline * NS_PER_S });
  }
  return conditions;
}
