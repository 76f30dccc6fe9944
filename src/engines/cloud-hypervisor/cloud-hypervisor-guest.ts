import type { CopyTimings } from '../copy-timings.js';
import type { Guest } from '../../guest/guest.js';
import type { VcpuClock } from '../../guest/vcpu-clock.js';
import type { GuestMemory } from '../../memory/guest-memory.js';
import type { RangeTable } from '../../memory/range-table.js';
import { type DirtySource, DirtySources } from './dirty-sources.js';
import { Oracle } from '../../migration/oracle.js';
import type { CloudHypervisorScenario } from '../scenario.js';
import type { RandomStreams } from '../../sim/random-stream.js';
import { type Nanoseconds, ns } from '../../sim/time.js';
import type { WorkBudget } from '../../sim/work-budget.js';
import type { CloudHypervisorParts } from './cloud-hypervisor-parts.js';
import { fullTable } from './first-table.js';
import { AssembledGuest } from '../guest-assembly.js';
import { VhostUserBackend, vhostUserPages } from './vhost-user.js';

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
    work: WorkBudget,
    private readonly parts: Pick<CloudHypervisorParts, 'DirtyLog' | 'sparseTable'>,
  ) {
    const { host, settings, verify } = scenario;
    this.writeFault = ns(host.numbers.writeFaultNs);
    this.assembled = new AssembledGuest(
      scenario,
      streams,
      vcpuClock,
      work,
      vhostUserPages(settings),
    );
    this.memory = this.assembled.memory;
    this.oracle = verify ? new Oracle(this.memory) : null;
    this.vcpus = this.assembled.guest(this.oracle);
    this.backend =
      settings.vhostUserMem === null
        ? null
        : new VhostUserBackend(this.memory, settings, this.oracle);
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

  copies(): CopyTimings {
    return this.assembled.copies();
  }

  /** The region of a device is the last one. */
  private dirtySources(): DirtySources {
    const { backend, memory, oracle, parts, vcpus } = this;
    const { regions, totalPages } = memory;
    const sourceOf = (writer: Guest, some: typeof regions): DirtySource => ({
      writer,
      log: new parts.DirtyLog('clear-at-sync', { regions: some, totalPages }),
    });
    if (backend === null) return new DirtySources([sourceOf(vcpus, regions)], oracle);
    return new DirtySources(
      [sourceOf(vcpus, regions.slice(0, -1)), sourceOf(backend.writer, regions.slice(-1))],
      oracle,
    );
  }
}
