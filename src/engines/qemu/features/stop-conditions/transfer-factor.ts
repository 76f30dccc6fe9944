import type { MigrationCounters } from '../../../../migration/counters.js';
import type { StopCondition } from '../../../../migration/stop-condition.js';

/**
 * A limit of bytes sent, as a multiple of RAM (Treutner's patch, qemu-devel 2011,
 * MAX_TOTAL_MEMORY_TRANSFER_FACTOR): met when more was sent, not as much. A page of zeroes counts the
 * few bytes that it takes on the wire.
 */
export class TransferLimit implements StopCondition {
  readonly name = 'max-transfer-factor';
  private readonly limitBytes: number;

  constructor(
    factor: number,
    ramBytes: number,
    private readonly counters: Pick<MigrationCounters, 'transferredBytes'>,
  ) {
    this.limitBytes = factor * ramBytes;
  }

  isMet(): boolean {
    return this.counters.transferredBytes > this.limitBytes;
  }
}
