import { NORMAL_PAGE_WIRE_BYTES } from '../migration/costs.js';
import type { MigrationReading } from '../observed/migration-reading.js';
import type { Forecaster } from './forecaster.js';

/** A migration like many: 8 GiB over 1 GB/s. */
const TOTAL_BYTES = 8 * 2 ** 30;
const BYTES_PER_MS = 1e6;

/**
 * Makes forecasts of a migration that is made up and throws them away: the program has been compiled when the first answer
 * of a real one comes. In the first pass and after it, not all of the program is the same.
 */
export function warmUp(forecaster: Forecaster): void {
  const inFirstPass = madeUp({ elapsedMs: 200, remainingBytes: 7.75 * 2 ** 30, dirtySyncCount: 1 });
  const inSecond = madeUp({ elapsedMs: 10_000, remainingBytes: 2 ** 29, dirtySyncCount: 2 });
  for (const answer of [inFirstPass, inSecond]) {
    forecaster.observe(answer);
    forecaster.forecast();
  }
}

function madeUp({
  dirtySyncCount,
  elapsedMs,
  remainingBytes,
}: {
  readonly elapsedMs: number;
  readonly remainingBytes: number;
  readonly dirtySyncCount: number;
}): MigrationReading {
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
      remainingBytes,
      transferredBytes,
      zeroPages: 1000,
      normalPages: Math.floor(transferredBytes / NORMAL_PAGE_WIRE_BYTES),
      dirtyPagesPerSecond: dirtySyncCount > 1 ? 100_000 : 0,
      dirtySyncCount,
      bytesPerSecond: BYTES_PER_MS * 1000,
      whileStoppedBytes: null,
    },
  };
}
