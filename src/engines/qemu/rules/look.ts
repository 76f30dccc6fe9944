import type { RunClock } from '../../../guest/run-clock.js';
import { PAGE_BYTES } from '../../../memory/units.js';
import type { BandwidthWindow } from '../../../migration/bandwidth-window.js';
import type { MigrationContext } from '../../../migration/context.js';
import type { DirtySync } from '../../../migration/dirty-sync.js';
import type { MigrationLook } from '../../../migration/rules/migration-look.js';
import { NS_PER_MS } from '../../../sim/time.js';

/** What rules may look at, as QEMU knows it. */
export interface LookSources {
  readonly context: Pick<MigrationContext, 'clock' | 'counters' | 'ram'>;
  readonly runClock: RunClock;
  readonly dirtySync: DirtySync;
  readonly window: BandwidthWindow;
  readonly vcpus: number;
}

/** How a migration stands now. */
export function migrationLook({
  context,
  dirtySync,
  runClock,
  vcpus,
  window,
}: LookSources): MigrationLook {
  const { clock, counters, ram } = context;
  return {
    timeMs: clock.now / NS_PER_MS,
    syncCount: counters.dirtySyncCount,
    throttlePercent: runClock.throttlePercent,
    vcpus,
    ramBytes: ram.totalBytes,
    transferredBytes: counters.transferredBytes,
    remainingBytes: ram.remainingBytes,
    remainingAtLastSyncBytes: dirtySync.remainingAtLastSync,
    thresholdBytes: window.thresholdBytes,
    downtimeLimitMs: window.downtimeLimitMs,
    bandwidthBytesPerSecond: window.bandwidth * 1000,
    dirtyBytesPerSecond: counters.dirtyPagesPerSecond * PAGE_BYTES,
  };
}
