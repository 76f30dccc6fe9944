import type { MigrationCounters } from '../../../../migration/counters.js';
import type { StopCondition } from '../../../../migration/stop-condition.js';

/**
 * A limit of full scans of RAM (Treutner's patch, qemu-devel 2011, MAX_MEMORY_ITERATIONS). The patch
 * kept its count across migrations and tested it by equality, so that two wraps in one step jumped
 * over the limit; this one counts the scans of one migration and stops at or above the limit.
 */
export class FullPassLimit implements StopCondition {
  readonly name = 'max-full-passes';

  constructor(
    private readonly passes: number,
    private readonly counters: Pick<MigrationCounters, 'scanRounds'>,
  ) {}

  isMet(): boolean {
    return this.counters.scanRounds >= this.passes;
  }
}
