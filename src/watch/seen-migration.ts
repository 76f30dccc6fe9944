import type { UnderWay } from '../engines/qemu/under-way/seen.js';
import {
  isFinal,
  type MigrationReading,
  type MigrationSetup,
  type RamReading,
  unknownSetup,
} from '../observed/migration-reading.js';
import { CarriedRate } from './carried-rate.js';
import { ClosingPhase } from './closing-phase.js';
import { FrayedEdge } from './frayed-edge.js';
import { MemoryZones } from './memory-zones.js';
import { DOWNTIME_LIMIT_MS, ObservedSyncs, type RamSeen } from './observed-syncs.js';

/** QEMU judges a period by dirty bytes over half of those sent, and throttles at the second. */
const MOST_HIGH_PERIODS = 1;

/** What the answers so far say of a migration; told one after the other. */
export class SeenMigration {
  readonly syncs = new ObservedSyncs();
  /** Before what is left is all that has to be sent: no limiter holds that up. */
  readonly rate = new CarriedRate();
  readonly closing = new ClosingPhase();
  readonly edge = new FrayedEdge();
  readonly zones = new MemoryZones();
  private known: MigrationSetup = unknownSetup;
  /** The last answer while it ran. */
  latest: RamSeen | null = null;
  private throttled = false;
  /** The first answer after the last sync. */
  private sinceSync: RamSeen | null = null;
  private stoppedSince: number | null = null;

  get setup(): MigrationSetup {
    return this.known;
  }

  set setup(known: MigrationSetup) {
    this.known = known;
    this.syncs.downtimeLimitMs = this.downtimeLimitMs;
  }

  /** The downtime limit, or QEMU's own where nobody told. */
  get downtimeLimitMs(): number {
    return this.known.downtimeLimitMs ?? DOWNTIME_LIMIT_MS;
  }

  add(reading: MigrationReading): void {
    const { ram } = reading;
    if (ram === null || isFinal(reading.status)) return;
    this.syncs.add(reading);
    if (reading.status === 'active') this.rate.add(reading);
    else this.closing.add({ ...reading, ram }, this.latest);
    this.noteStop(ram);
    if ((ram.dirtySyncCount ?? 1) <= 1) {
      this.edge.add(ram);
      this.zones.add(ram);
    }
    const isNewPass = this.latest?.ram.dirtySyncCount !== ram.dirtySyncCount;
    this.latest = { ...reading, ram };
    if (isNewPass) this.sinceSync = this.latest;
    if (reading.throttlePercent > 0) this.throttled = true;
  }

  /** The guest stands still while bytes are counted as sent without it. */
  private noteStop({ whileStoppedBytes }: RamReading): void {
    const before = this.latest?.ram.whileStoppedBytes ?? 0;
    if ((whileStoppedBytes ?? 0) <= before) this.stoppedSince = null;
    else this.stoppedSince ??= this.latest?.elapsedMs ?? 0;
  }

  /** Bytes a ms by which the remainder has fallen since the last sync, or as far back as was seen; 0 if it has not. */
  get bytesPerMsFallen(): number {
    const { latest, sinceSync } = this;
    if (latest === null || sinceSync === null) return 0;
    const fallen = sinceSync.ram.remainingBytes - latest.ram.remainingBytes;
    const ms = latest.elapsedMs - sinceSync.elapsedMs;
    return ms > 0 && fallen > 0 ? fallen / ms : 0;
  }

  /** Since when the guest stands still, ms; null if it runs. */
  get stoppedMs(): number | null {
    return this.stoppedSince;
  }

  get isInFirstPass(): boolean {
    return (this.latest?.ram.dirtySyncCount ?? 1) <= 1;
  }

  /** Whether auto-converge is on; null where neither the setup nor what happened tells. */
  get autoConverge(): boolean | null {
    if (this.throttled) return true;
    if (this.setup.autoConverge !== null) return this.setup.autoConverge;
    if (this.syncs.wasTimed) return true;
    return this.syncs.unansweredPairs > 0 ? false : null;
  }

  /**
   * Where the engine goes on.
   *
   * @param latest the last answer
   * @param contentBytes of what is left of the first pass, what is not zero
   */
  underWay({ elapsedMs, ram, setupMs, throttlePercent }: RamSeen, contentBytes: number): UnderWay {
    const { all, highPeriods, period } = this.syncs;
    const last = all.at(-1);
    const dirtySyncCount = Math.max(1, ram.dirtySyncCount ?? all.length + 1);
    const isFirst = this.isInFirstPass || last === undefined;
    const setup = Math.min(setupMs ?? 0, elapsedMs);
    const { remainingBytes, totalBytes } = ram;
    return {
      elapsedMs,
      setupMs: setup,
      dirtySyncCount: isFirst ? 1 : Math.max(2, dirtySyncCount),
      lastSyncMs: isFirst ? setup : Math.max(setup, last.atMs),
      previousSyncMs: isFirst ? null : Math.max(0, last.atMs - last.sincePreviousMs / last.syncs),
      remainingBytes,
      remainingContentBytes: isFirst ? Math.min(contentBytes, remainingBytes) : remainingBytes,
      remainingAtLastSyncBytes: isFirst
        ? totalBytes
        : Math.max(remainingBytes, last.remainingBytes),
      transferredBytes: ram.transferredBytes,
      bytesPerSecond: this.rate.bytesPerSecond ?? 0,
      throttlePercent: Math.min(99, Math.round(throttlePercent)),
      period: {
        startMs: isFirst ? 0 : Math.min(elapsedMs, period.startMs),
        transferredBytes: Math.max(
          0,
          ram.transferredBytes - (isFirst ? 0 : period.startTransferredBytes),
        ),
        dirtyPages: isFirst ? 0 : Math.round(period.dirtyPages),
      },
      highPeriods: Math.min(MOST_HIGH_PERIODS, highPeriods),
      dirtyPagesPerSecond: ram.dirtyPagesPerSecond,
      backgroundSyncMs: null,
      stoppedMs: this.stoppedMs === null ? null : Math.max(setup, this.stoppedMs),
    };
  }
}
