import { type Nanoseconds, ns } from '../sim/time.js';
import { kindsOfWork } from '../sim/work-budget.js';
import type { VirtualClock } from '../sim/virtual-clock.js';
import type { FreeMemory, PageRange } from './free-memory.js';
import type { Guest } from './guest.js';

/** A range is found, kept until the host sees it, and skipped. */
const RANGE_WORK = 5;

/** How fast the guest reports; nanoseconds. */
export interface ReportingSpeed {
  readonly listPage: Nanoseconds;
  readonly batch: Nanoseconds;
  readonly batchPages: number;
  /** From one side of the queue to the other. */
  readonly queue: Nanoseconds;
}

/** A part of a list of free pages. */
export interface FreePageBatch {
  /** The request that it answers. */
  readonly list: number;
  readonly ranges: readonly PageRange[];
  readonly pages: number;
  /** When its pages were free. */
  readonly recordedAt: Nanoseconds;
  /** When the guest put it on the queue. */
  readonly queuedAt: Nanoseconds;
  /** The list ends with it. */
  readonly last: boolean;
}

/** Told of a batch when the host sees it. */
export type BatchReceiver = (batch: FreePageBatch) => void;

interface ListRequest {
  readonly number: number;
  readonly list: number;
  readonly receive: BatchReceiver;
}

/**
 * The guest's side of free page reporting: on request it walks its free memory, records what is free
 * batch by batch, and queues each batch when it is built. The work takes the vCPU's running time, so
 * a stopped guest reports nothing.
 */
export class FreePageReporter {
  /** The host has asked for a list that the guest has not yet queued to the end. */
  isBuilding = false;
  /** Pages of the batch that is being built. */
  private unqueued: readonly PageRange[] | null = null;
  private requests = 0;

  /** @param holdsBack whether pages are kept from use until the host returns their batch */
  constructor(
    private readonly clock: VirtualClock,
    private readonly guest: Guest,
    private readonly free: FreeMemory,
    private readonly speed: ReportingSpeed,
    private readonly holdsBack: boolean,
  ) {}

  /** Asks for list number `list`; one that is being built is given up. */
  request(list: number, receive: BatchReceiver): void {
    const request = { number: ++this.requests, list, receive };
    this.isBuilding = true;
    this.clock.schedule(ns(this.clock.now + this.speed.queue), (now) =>
      this.record(request, 0, now),
    );
  }

  /** The host has done with these pages, or never saw them. */
  giveBack(ranges: readonly PageRange[], now: Nanoseconds): void {
    if (this.holdsBack) this.free.release(ranges, now);
  }

  private record(request: ListRequest, from: number, now: Nanoseconds): void {
    const { number, list, receive } = request;
    if (number !== this.requests) return;
    const { batchPages, batch, listPage } = this.speed;
    const { allocator } = this.free;
    if (this.unqueued !== null) this.giveBack(this.unqueued, now);
    if (allocator !== null) this.guest.advanceRegion(allocator.region, now);
    const { ranges, pages, next } = this.free.scan(from, batchPages);
    this.clock.work.spend(kindsOfWork.batches, (1 + ranges.length) * RANGE_WORK);
    if (this.holdsBack) this.free.holdBack(ranges);
    this.unqueued = ranges;
    const work = this.guest.clock.runTimeAt(now) + batch + pages * listPage;
    const part = { list, ranges, pages, recordedAt: now, last: next === null };
    this.whenRun(ns(work), (queuedAt) => {
      if (number !== this.requests) return;
      this.unqueued = null;
      this.clock.schedule(ns(queuedAt + this.speed.queue), () => receive({ ...part, queuedAt }));
      if (next === null) this.isBuilding = false;
      else this.record(request, next, queuedAt);
    });
  }

  /** Calls `then` when the vCPUs have run for `work`; never, if they are stopped before. */
  private whenRun(work: Nanoseconds, then: (now: Nanoseconds) => void): void {
    const due = ns(Math.max(this.clock.now, Math.ceil(this.guest.clock.timeAtRun(work))));
    this.clock.schedule(due, (now) => {
      // A throttle that came in between has slowed the guest.
      if (this.guest.clock.runTimeAt(now) >= work - 1) then(now);
      else if (this.guest.clock.runs(now)) this.whenRun(work, then);
    });
  }
}
