import { Guest } from '../../guest/guest.js';
import { RunClock } from '../../guest/run-clock.js';
import { StressWorkload } from '../../guest/stress-workload.js';
import type { WriteObserver } from '../../guest/workload.js';
import type { GuestMemory } from '../../memory/guest-memory.js';
import { PAGES_PER_MIB } from '../../memory/units.js';
import type { WriteRegion } from '../../memory/write-region.js';
import type { CloudHypervisorSettings } from './settings.js';
import { NS_PER_S, type Nanoseconds, ns } from '../../sim/time.js';

/** Guest pages that the backend of a vhost-user device writes; 0 without a device. */
export function vhostUserPages({ vhostUserMem }: CloudHypervisorSettings): number {
  return Math.round((vhostUserMem ?? 0) * PAGES_PER_MIB);
}

/**
 * A vhost-user backend: a process of its own that writes its buffers one after the other at a pace,
 * whether or not vCPUs run, until the device is paused. Its writes do not fault; the backend sets their
 * bits in a log that the VMM gave it.
 */
export class VhostUserBackend {
  readonly writer: Guest;
  private readonly region: WriteRegion;

  constructor(
    memory: GuestMemory,
    private readonly settings: CloudHypervisorSettings,
    private readonly observer: WriteObserver | null,
  ) {
    this.region = memory.regions[memory.regions.length - 1];
    const visit = ns(NS_PER_S / (settings.vhostUserRate * PAGES_PER_MIB));
    const program = new StressWorkload(this.region, { faultIn: visit, visit, writeFault: ns(0) });
    program.run(ns(Math.max(0, settings.sleep - 1) * NS_PER_S), ns(0), null);
    this.writer = new Guest(memory, new RunClock(ns(0)), [program], observer);
  }

  /** Finishes what is in flight when the state of the device is taken: the first buffers are written. */
  drain(now: Nanoseconds): void {
    const { region } = this;
    const pages = Math.min(this.settings.vhostUserInFlight, region.pages);
    if (pages === 0) return;
    region.logWrites(0, pages);
    region.touchedEnd = Math.max(region.touchedEnd, region.start + pages);
    this.observer?.pagesWritten(region.start, region.start + pages, now);
  }
}
