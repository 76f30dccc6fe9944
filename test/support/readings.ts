import type { MigrationReading, RamReading } from '../../src/observed/migration-reading.js';

const MIB = 2 ** 20;

/** What is read of a migration of 1 GiB at 100 MiB/s, which is dirtied at 20 MiB/s. */
export function reading(elapsedMs: number, more: Partial<MigrationReading> = {}): MigrationReading {
  return {
    elapsedMs,
    status: 'active',
    setupMs: 1,
    downtimeMs: null,
    expectedDowntimeMs: 300,
    throttlePercent: 0,
    ram: ramAt(elapsedMs),
    failure: null,
    ...more,
  };
}

function ramAt(ms: number): RamReading {
  const sent = (ms / 1000) * 100 * MIB;
  return {
    totalBytes: 1024 * MIB,
    remainingBytes: Math.max(0, 1024 * MIB - (sent % (1024 * MIB))),
    transferredBytes: sent,
    zeroPages: 10,
    normalPages: Math.round(sent / 4096),
    dirtyPagesPerSecond: 5120,
    dirtySyncCount: 1 + Math.floor(sent / (1024 * MIB)),
    bytesPerSecond: 100 * MIB,
    whileStoppedBytes: null,
  };
}
