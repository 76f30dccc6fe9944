import { clearBits, hasBit, nextClearBit, nextSetBit, setBits } from '../memory/bit-words.js';
import type { MissingPages } from '../memory/missing-pages.js';
import type { WriteRegion } from '../memory/write-region.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import { WorkBudget, kindsOfWork } from '../sim/work-budget.js';
import type { VcpuClock } from './vcpu-clock.js';
import { type ContentSource, unknownPattern } from './page-content.js';
import type { Dirtying, FreeList, Workload, WriteObserver } from './workload.js';

/** Free pages that are taken and written at once. */
export interface Allocation {
  /** Running time since the migration began. */
  readonly at: Nanoseconds;
  /** Pages [from, to) of the region. */
  readonly from: number;
  readonly to: number;
  /** Running time after which they are free again; Infinity is never. */
  readonly hold: Nanoseconds;
}

const ALLOCATION_WORK = 5;

/** Allocations that have ended are dropped together. */
const ENDED_KEPT = 1024;

/** Gives allocations in order of time, for ever or until null. */
export type AllocationSource = () => Allocation | null;

/**
 * A process that takes pages of a region of free memory and writes them. A page that the guest holds
 * back, as it has just reported it, is taken as soon as it is let go. Pages that are in use are not
 * taken twice: such an allocation finds nothing and is dropped.
 */
export class PageAllocator implements Workload, FreeList {
  readonly writesInOrder = false;
  readonly copyLines = null;
  readonly freeList = this;
  private readonly taken: Uint32Array;
  private readonly held: Uint32Array;
  private heldPages = 0;
  private lastReleaseAt: Nanoseconds = ns(0);
  private ranFor: Nanoseconds = ns(0);
  private next: Allocation | null;
  /** Pages [from, to) of the allocation that was taken last. */
  private lastTaken = { from: 0, to: 0 };
  /** Allocations of pages that are held back. */
  private waiting: Allocation[] = [];
  readonly content: ContentSource = {
    pattern: unknownPattern,
    versionOf: (offset) => this.versions?.[offset] ?? 0,
    track: () => {
      this.versions = new Uint32Array(this.region.pages);
    },
  };
  /** How often each page was taken, where its content is asked for. */
  private versions: Uint32Array | null = null;
  /** Allocations that will end, in order of their end; those before `firstInUse` have. */
  private readonly inUse: { readonly end: Nanoseconds; readonly allocation: Allocation }[] = [];
  private firstInUse = 0;

  /**
   * @param clock of the vCPU
   * @param speed of the vCPU, relative to that which running times are for
   */
  constructor(
    readonly region: WriteRegion,
    private readonly source: AllocationSource,
    private readonly clock: VcpuClock,
    private readonly speed = 1,
    private readonly work = new WorkBudget(),
  ) {
    const words = region.logged.wordCount;
    this.taken = new Uint32Array(words);
    this.held = new Uint32Array(words);
    // The memory was used before the migration: none of it is zero.
    region.touchedEnd = region.end;
    this.next = source();
  }

  run(runTime: Nanoseconds, by: Nanoseconds, observer: WriteObserver | null): void {
    // The run before the migration ends at time 0.
    if (by <= 0) return;
    this.ranFor = ns(this.ranFor + runTime);
    this.takeReleased(by, observer);
    for (;;) {
      const allocation = this.next;
      const due = allocation !== null && allocation.at <= this.ranFor ? allocation : null;
      this.free(due === null ? this.ranFor : due.at);
      if (due === null) return;
      this.next = this.source();
      this.work.spend(kindsOfWork.allocations, ALLOCATION_WORK);
      this.take(due, due.at, this.timeAtRun(due.at, by), observer);
    }
  }

  /** Pages are touched when they are taken, the missing ones of an allocation one by one. */
  untilMissing(missing: MissingPages): Nanoseconds {
    if (this.missingPage(missing) !== null) return ns(0);
    return this.next === null ? ns(Infinity) : ns(Math.max(0, this.next.at - this.ranFor));
  }

  missingPage(missing: MissingPages): number | null {
    const { start } = this.region;
    const { from, to } = this.lastTaken;
    const page = missing.next(start + from, start + to);
    return page < start + to ? page : null;
  }

  /** What it takes is counted when it does: a few pages now and then. */
  foresee(): Dirtying {
    return { visits: 0, pages: 0 };
  }

  nextFree(from: number): number {
    const { pages } = this.region;
    let page = nextClearBit(this.taken, from, pages);
    while (page < pages && hasBit(this.held, page)) {
      page = nextClearBit(this.taken, nextClearBit(this.held, page, pages), pages);
    }
    return page;
  }

  freeRunEnd(from: number): number {
    return nextSetBit(this.held, from, nextSetBit(this.taken, from, this.region.pages));
  }

  holdBack(from: number, to: number): void {
    setBits(this.held, from, to);
    this.heldPages += to - from;
  }

  release(from: number, to: number, now: Nanoseconds): void {
    clearBits(this.held, from, to);
    this.heldPages -= to - from;
    this.lastReleaseAt = now;
  }

  private takeReleased(by: Nanoseconds, observer: WriteObserver | null): void {
    const waiting = this.waiting;
    this.waiting = [];
    this.work.spend(kindsOfWork.allocations, waiting.length * ALLOCATION_WORK);
    for (const allocation of waiting) {
      const time = ns(Math.max(this.timeAtRun(allocation.at, by), this.lastReleaseAt));
      const at = ns(this.clock.runTimeAt(time) * this.speed);
      this.take(allocation, at, time, observer);
    }
  }

  /** When it had run for `runTime`, which was not after `by`: sums of times are not exact. */
  private timeAtRun(runTime: Nanoseconds, by: Nanoseconds): Nanoseconds {
    return ns(Math.min(by, this.clock.timeAtRun(ns(runTime / this.speed))));
  }

  private take(
    allocation: Allocation,
    at: Nanoseconds,
    time: Nanoseconds,
    observer: WriteObserver | null,
  ): void {
    const { region } = this;
    const { from, to, hold } = allocation;
    if (this.heldPages > 0 && nextSetBit(this.held, from, to) < to) {
      this.waiting.push(allocation);
      return;
    }
    if (nextSetBit(this.taken, from, to) < to) return;
    setBits(this.taken, from, to);
    this.lastTaken = { from, to };
    region.logWrites(from, to);
    if (this.versions !== null) for (let page = from; page < to; page++) this.versions[page]++;
    observer?.pagesWritten(region.start + from, region.start + to, time);
    if (hold === Infinity) return;
    const end = ns(at + hold);
    // Nearly always the last place: most processes hold all their pages for equally long.
    let index = this.inUse.length;
    while (index > this.firstInUse && this.inUse[index - 1].end > end) index--;
    this.inUse.splice(index, 0, { end, allocation });
  }

  /** Frees what is no longer used by running time `until`. */
  private free(until: Nanoseconds): void {
    while (this.firstInUse < this.inUse.length && this.inUse[this.firstInUse].end <= until) {
      const { allocation } = this.inUse[this.firstInUse++];
      clearBits(this.taken, allocation.from, allocation.to);
    }
    if (this.firstInUse < ENDED_KEPT) return;
    this.inUse.splice(0, this.firstInUse);
    this.firstInUse = 0;
  }
}
