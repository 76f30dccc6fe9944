import type { TransferCost } from '../../../../host/transfer-cost.js';
import type { RamState } from '../../../../migration/ram-state.js';
import type { PostcopyCosts } from './postcopy-costs.js';

/** A run of equal pages that are still to be sent. It holds until the next one of its kind is asked for. */
export interface PostcopyRun {
  start: number;
  readonly end: number;
  readonly zero: boolean;
  readonly cost: TransferCost;
}

type WritableRun = { -readonly [Key in keyof PostcopyRun]: PostcopyRun[Key] };

/**
 * Finds the pages that the source has still to send in postcopy, from page 0 on, or from where the
 * scan was moved to (QEMU, ram_find_and_save_block). The guest has stopped, so their content stays.
 */
export class PageSource {
  private position = 0;
  private hint: number | null = null;
  private rest: PostcopyRun | null = null;
  /** There are hundreds of thousands of runs: each is written over the one before. */
  private readonly background: WritableRun;
  private readonly asked: WritableRun;
  /** Where the background scan was last, and what each vCPU asked for last. */
  private extentIndex = 0;
  private readonly askedExtents: Int32Array;
  /** Of each extent, the first page that is zero: what a region held when the guest was stopped. */
  private readonly zeroFrom: readonly number[];

  /**
   * @param detectsZeroPages whether pages are tested for zero; if not, all are sent whole
   * @param vcpus that may ask for pages
   */
  constructor(
    private readonly ram: RamState,
    private readonly costs: PostcopyCosts,
    detectsZeroPages: boolean,
    vcpus: number,
  ) {
    this.askedExtents = new Int32Array(vcpus);
    const none = { start: 0, end: 0, zero: false, cost: costs.contentPage };
    this.background = none;
    this.asked = { ...none };
    this.zeroFrom = ram.memory.extents.map((extent) => {
      if (!detectsZeroPages) return extent.end;
      if (extent.content === 'zero') return extent.start;
      return extent.region?.touchedEnd ?? extent.end;
    });
  }

  /** The next run of the background scan; there must be a page to send. */
  next(): PostcopyRun {
    if (this.hint !== null) this.moveTo(this.hint);
    this.hint = null;
    if (this.rest !== null) return this.rest;
    const { dirty } = this.ram;
    let start = dirty.nextSet(this.position);
    if (start >= dirty.pages) start = dirty.nextSet(0, this.position);
    return this.runFrom(start, dirty.pages, this.background);
  }

  /** One page that was asked for, by a vCPU: most ask for pages that lie together. */
  single(page: number, vcpu: number): PostcopyRun {
    const { asked, askedExtents } = this;
    const extent = this.extentIndexOf(page, askedExtents[vcpu]);
    askedExtents[vcpu] = extent;
    asked.start = page;
    asked.end = page + 1;
    asked.zero = page >= this.zeroFrom[extent];
    asked.cost = asked.zero ? this.costs.zeroPage : this.costs.contentPage;
    return asked;
  }

  /** The pages of a run up to `end` are on their way. */
  take(run: PostcopyRun, end: number): void {
    this.ram.take(run.start, end);
    run.start = end;
  }

  /** `page`, which was asked for, is on its way; the scan stays where it is. */
  takeAside(page: number): void {
    this.ram.takeAside(page);
  }

  /** The background scan goes on behind what was taken of its run. */
  continueAfter(run: PostcopyRun): void {
    this.position = run.start;
    this.rest = run.start < run.end ? run : null;
  }

  /** The background scan goes on at `page`. */
  moveTo(page: number): void {
    this.position = page;
    this.rest = null;
  }

  /** Where the next search of the scan should go; one hint at a time (QEMU 10.1). */
  suggest(page: number): void {
    this.hint ??= page;
  }

  /** `page` was sent beside the scan, whose run may hold it. */
  sentBeside(page: number): void {
    if (this.rest !== null && page >= this.rest.start && page < this.rest.end) this.rest = null;
  }

  private runFrom(start: number, limit: number, run: WritableRun): PostcopyRun {
    this.extentIndex = this.extentIndexOf(start, this.extentIndex);
    const extent = this.ram.memory.extents[this.extentIndex];
    const zeroFrom = this.zeroFrom[this.extentIndex];
    const zero = start >= zeroFrom;
    const sameClass = Math.min(limit, zero ? extent.end : zeroFrom);
    run.start = start;
    run.end = sameClass === start + 1 ? sameClass : this.ram.dirty.nextClear(start, sameClass);
    run.zero = zero;
    run.cost = zero ? this.costs.zeroPage : this.costs.contentPage;
    return run;
  }

  /** The extent that holds `page`, which may be `likely`. */
  private extentIndexOf(page: number, likely: number): number {
    const { memory } = this.ram;
    const extent = memory.extents[likely];
    return page >= extent.start && page < extent.end ? likely : memory.extentIndex(page);
  }
}
