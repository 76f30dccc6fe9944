import type { CopyTiming } from '../../guest/copy-timing.js';
import type { Guest } from '../../guest/guest.js';
import type { VcpuClock } from '../../guest/vcpu-clock.js';
import type { DirtyLog } from '../../host/dirty-log.js';
import type { GuestMemory } from '../../memory/guest-memory.js';
import type { RangeTable } from '../../memory/range-table.js';
import { DirtySources } from './dirty-sources.js';
import { Oracle } from '../../migration/oracle.js';
import type { CloudHypervisorScenario } from '../scenario.js';
import type { RandomStreams } from '../../sim/random-stream.js';
import { type Nanoseconds, ns } from '../../sim/time.js';
import { fullTable, type sparseTable } from './first-table.js';
import { AssembledGuest, guestParameters } from '../guest-assembly.js';
import { vhostUserOf } from './settings.js';
import { VhostUserBackend, vhostUserPages } from './vhost-user.js';

/** The parts of it that decide which pages are sent. */
export interface GuestParts {
  readonly DirtyLog: typeof DirtyLog;
  readonly sparseTable: typeof sparseTable;
}

/** A guest that is about to be migrated, all who write its memory, and where that is logged. */
export class CloudHypervisorGuest {
  readonly memory: GuestMemory;
  readonly oracle: Oracle | null;
  readonly sources: DirtySources;
  private readonly assembled: AssembledGuest;
  private readonly vcpus: Guest;
  private readonly backend: VhostUserBackend | null;
  private readonly writeFault: Nanoseconds;

  constructor(
    scenario: CloudHypervisorScenario,
    streams: RandomStreams,
    vcpuClock: VcpuClock,
    private readonly parts: GuestParts,
  ) {
    const { settings } = scenario;
    const host = scenario.host.numbers;
    const device = vhostUserOf(settings);
    this.writeFault = ns(host.writeFaultNs);
    this.assembled = new AssembledGuest(
      guestParameters(scenario),
      host,
      streams,
      vcpuClock,
      vhostUserPages(device),
    );
    this.memory = this.assembled.memory;
    this.oracle = scenario.verify ? new Oracle(this.memory) : null;
    this.vcpus = this.assembled.guest(this.oracle);
    this.backend =
      device === null
        ? null
        : new VhostUserBackend(this.memory, device, Math.max(0, settings.sleep - 1), this.oracle);
    this.sources = this.dirtySources();
  }

  /** Works out what the vCPUs have written by `now`. */
  advance(now: Nanoseconds): void {
    this.vcpus.advance(now);
  }

  /** Stops vCPUs and devices. */
  pause(now: Nanoseconds): void {
    this.vcpus.stop(now);
    this.backend?.writer.stop(now);
  }

  /** Devices write what was in flight. */
  drain(now: Nanoseconds): void {
    this.backend?.drain(now);
  }

  /** What the first pass sends. */
  firstTable(isSparse: boolean, now: Nanoseconds): RangeTable {
    if (!isSparse) return fullTable(this.memory);
    for (const { writer } of this.sources.all) writer.advance(now);
    return this.parts.sparseTable(this.memory, now, this.oracle);
  }

  /** How fast the vCPUs have been since the migrate command, percent. */
  speedPercent(now: Nanoseconds): number {
    return this.vcpus.speedPercent(now, this.writeFault);
  }

  copyTimings(): readonly CopyTiming[] {
    return this.assembled.copyTimings();
  }

  /** The region of a device is the last one. */
  private dirtySources(): DirtySources {
    const { regions, totalPages } = this.memory;
    const logOf = (some: typeof regions): DirtyLog =>
      new this.parts.DirtyLog('clear-at-sync', { regions: some, totalPages });
    if (this.backend === null) {
      return new DirtySources({ writer: this.vcpus, log: logOf(regions) }, null, this.oracle);
    }
    return new DirtySources(
      { writer: this.vcpus, log: logOf(regions.slice(0, -1)) },
      { writer: this.backend.writer, log: logOf(regions.slice(-1)) },
      this.oracle,
    );
  }
}
