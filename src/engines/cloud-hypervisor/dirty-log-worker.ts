import { DirtyPageSet } from '../../memory/dirty-page-set.js';
import type { RangeTable } from '../../memory/range-table.js';
import type { WorkerFault } from './cloud-hypervisor.js';
import { NS_PER_MS, type Nanoseconds, ns, toMs } from '../../sim/time.js';
import type { VirtualClock } from '../../sim/virtual-clock.js';
import type { CloudHypervisorCosts } from './costs.js';
import { DirtyRate } from './dirty-rate.js';
import type { DirtySource, DirtySources } from './dirty-sources.js';
import type { DirtyTables, LastTable } from './dirty-tables.js';
import { harvest } from './harvest.js';

/** Sleep of the worker between two harvests (THREAD_THROTTLE). */
export const HARVEST_PAUSE = 33 * NS_PER_MS;

/** A fault of the worker, where one is injected. */
export interface InjectedFault {
  readonly kind: WorkerFault;
  /** The harvest that fails, counted from 1, for `silent-failure`. */
  readonly failingHarvest: number;
}

/**
 * A thread that harvests the dirty log all the time, so that the loop need not wait for it (proposed
 * in 2026 for Cyberus Technology's fork, dirty_log_worker.rs; never merged). What it has found is united
 * under a lock, and handed out once in each pass. Each harvest protects the pages again, so a page that
 * the guest writes all the time faults once in each round instead of once in each pass.
 */
export class DirtyLogWorker implements DirtyTables {
  harvests = 0;
  private readonly rate = new DirtyRate();
  /** What was found since the last table was handed out. */
  private readonly found = new DirtyPageSet();
  /** A harvest that is being fetched, and not yet united with the others. */
  private readonly fetched = new DirtyPageSet();
  private lastTimestamp: Nanoseconds = ns(0);
  /** Until when the round under way lasts, and until when it holds the lock. */
  private busyUntil: Nanoseconds = ns(0);
  private lockedUntil: Nanoseconds = ns(0);
  private isStopping = false;
  private hasFailed = false;

  constructor(
    private readonly clock: VirtualClock,
    private readonly sources: DirtySources,
    private readonly costs: CloudHypervisorCosts,
    private readonly fault: InjectedFault | null,
  ) {}

  get dirtyPagesPerSecond(): number {
    return this.rate.average;
  }

  /** The first harvest follows at once. */
  start(): void {
    this.lastTimestamp = this.clock.now;
    this.round();
  }

  /** What was united so far; without a harvest of its own. */
  next(): RangeTable {
    this.clock.waitUntil(this.lockedUntil);
    return this.found.take();
  }

  /** Has the worker harvest a last time, waits for its thread, and takes the rest. */
  last(): LastTable {
    if (this.fault?.kind === 'self-deadlock') return { outcome: 'deadlock' };
    const { clock } = this;
    const start = clock.now;
    this.isStopping = true;
    this.waitForRound();
    if (!this.hasFailed) {
      this.round();
      this.waitForRound();
    }
    const harvested = clock.now;
    clock.advanceBy(this.costs.joinThread);
    const workerStop = {
      stopMs: toMs(clock.now - start),
      joinMs: toMs(clock.now - harvested),
    };
    return { outcome: 'taken', table: this.found.take(), workerStop };
  }

  /** Until the round under way has fetched the log, and has united what it found. */
  private waitForRound(): void {
    while (this.busyUntil > this.clock.now) this.clock.advanceTo(this.busyUntil);
  }

  /** One harvest, and the lock in which it is united with the ones before. */
  private round(): void {
    if (this.failsNow()) return;
    const sources = this.harvestedSources();
    this.sources.bringUpToDate(sources, this.clock.now);
    this.harvests++;
    let pages = 0;
    let fetch = 0;
    for (const { log } of sources) {
      const found = harvest(log, this.fetched, this.costs);
      pages += found.pages;
      fetch += found.fetch;
    }
    const fetchedAt = ns(this.clock.now + Math.round(fetch));
    this.busyUntil = fetchedAt;
    this.clock.schedule(fetchedAt, () => this.unite(fetchedAt, pages));
  }

  private unite(now: Nanoseconds, pages: number): void {
    const ranges = this.found.ranges + this.fetched.ranges;
    this.found.absorb(this.fetched);
    const united = ns(now + Math.round(ranges * this.costs.tableRange));
    this.lockedUntil = united;
    this.busyUntil = united;
    this.rate.add(pages, ns(united - this.lastTimestamp));
    this.lastTimestamp = united;
    if (this.isStopping) return;
    this.clock.schedule(ns(united + HARVEST_PAUSE), () => {
      if (!this.isStopping) this.round();
    });
  }

  protected harvestedSources(): readonly DirtySource[] {
    return this.fault?.kind === 'sources' ? this.sources.all.slice(0, 1) : this.sources.all;
  }

  private failsNow(): boolean {
    if (this.fault?.kind !== 'silent-failure') return false;
    this.hasFailed ||= this.harvests + 1 >= this.fault.failingHarvest;
    return this.hasFailed;
  }
}
