import { NORMAL_PAGE_WIRE_BYTES } from '../migration/costs.js';
import type { MigrationReading } from '../observed/migration-reading.js';
import type { Forecaster } from './forecaster.js';

/** A migration like many: 8 GiB over 1 GB/s, with auto-converge. */
const TOTAL_BYTES = 8 * 2 ** 30;
const BYTES_PER_MS = 1e6;
const ANSWERS = 2;

/**
 * Makes a forecast of a migration that is made up and throws it away: the program has been compiled when the first answer
 * of a real one comes.
 */
export function warmUp(forecaster: Forecaster): void {
  for (let answer = 0; answer < ANSWERS; answer++) {
    forecaster.observe(madeUp(10_000 + 1000 * answer, 2 + answer));
    forecaster.forecast();
  }
}

function madeUp(elapsedMs: number, dirtySyncCount: number): MigrationReading {
  const transferredBytes = elapsedMs * BYTES_PER_MS;
  return {
    elapsedMs,
    status: 'active',
    setupMs: 1,
    downtimeMs: null,
    expectedDowntimeMs: null,
    throttlePercent: 0,
    failure: null,
    ram: {
      totalBytes: TOTAL_BYTES,
      remainingBytes: TOTAL_BYTES / 16,
      transferredBytes,
      zeroPages: 1000,
      normalPages: Math.floor(transferredBytes / NORMAL_PAGE_WIRE_BYTES),
      dirtyPagesPerSecond: 100_000,
      dirtySyncCount,
      bytesPerSecond: BYTES_PER_MS * 1000,
      whileStoppedBytes: null,
    },
  };
}
