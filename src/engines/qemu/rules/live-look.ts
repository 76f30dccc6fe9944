import type { ThrottledClock } from '../../../guest/throttled-clock.js';
import { PAGE_BYTES } from '../../../memory/units.js';
import type { BandwidthWindow } from '../../../migration/bandwidth-window.js';
import type { MigrationContext } from '../../../migration/context.js';
import type { DirtySync } from '../../../migration/dirty-sync.js';
import type { MigrationLook } from '../../../migration/rules/migration-look.js';
import { NS_PER_MS } from '../../../sim/time.js';

/** What rules may look at, as QEMU knows it. */
export interface LookSources {
  readonly context: Pick<MigrationContext, 'clock' | 'counters' | 'guest' | 'ram'>;
  readonly runClock: ThrottledClock;
  readonly dirtySync: DirtySync;
  readonly window: BandwidthWindow;
  readonly vcpus: number;
}

/** How a migration stands, read at the moment at which a rule asks: a look makes nothing. */
export class LiveLook implements MigrationLook {
  /** @param sources asked for at the first look */
  constructor(protected readonly sources: () => LookSources) {}

  get timeMs(): number {
    return this.sources().context.clock.now / NS_PER_MS;
  }

  get syncCount(): number {
    return this.sources().context.counters.dirtySyncCount;
  }

  get throttlePercent(): number {
    return this.sources().runClock.throttlePercent;
  }

  get vcpus(): number {
    return this.sources().vcpus;
  }

  get ramBytes(): number {
    return this.sources().context.ram.totalBytes;
  }

  get transferredBytes(): number {
    return this.sources().context.counters.transferredBytes;
  }

  get remainingBytes(): number {
    return this.sources().context.ram.remainingBytes;
  }

  get remainingAtLastSyncBytes(): number {
    return this.sources().dirtySync.remainingAtLastSync;
  }

  get thresholdBytes(): number {
    return this.sources().window.thresholdBytes;
  }

  get downtimeLimitMs(): number {
    return this.sources().window.downtimeLimitMs;
  }

  get bandwidthBytesPerSecond(): number {
    return this.sources().window.bandwidth * 1000;
  }

  get dirtyBytesPerSecond(): number {
    return this.sources().context.counters.dirtyPagesPerSecond * PAGE_BYTES;
  }
}

/** A look that stays as it is while the migration goes on. */
export function kept(look: MigrationLook): MigrationLook {
  return {
    timeMs: look.timeMs,
    syncCount: look.syncCount,
    throttlePercent: look.throttlePercent,
    vcpus: look.vcpus,
    ramBytes: look.ramBytes,
    transferredBytes: look.transferredBytes,
    remainingBytes: look.remainingBytes,
    remainingAtLastSyncBytes: look.remainingAtLastSyncBytes,
    thresholdBytes: look.thresholdBytes,
    downtimeLimitMs: look.downtimeLimitMs,
    bandwidthBytesPerSecond: look.bandwidthBytesPerSecond,
    dirtyBytesPerSecond: look.dirtyBytesPerSecond,
  };
}
