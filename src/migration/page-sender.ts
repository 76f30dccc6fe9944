import { NextTransfer } from '../host/transfer.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import { SECTION_FRAME_BYTES } from './costs.js';
import { type MigrationContext, traceEvent } from './context.js';
import { IterateStep } from './iterate-step.js';
import type { PageEncoding } from './page-encoding.js';
import { batchesOf, PageBatches } from './page-batches.js';
import { type FoundRun, type PageRun, restOf } from './page-run.js';
import { PageSearch } from './page-search.js';
import { transferNext } from './page-transfer.js';
import { PlainPages } from './plain-pages.js';
import { RunFinder } from './run-finder.js';
import type { Turn } from './quiet-turn.js';
import { pagesToTimeCheck } from './time-check.js';

/** How many pages the rate limit lets pass; see `RateLimit`. */
export interface SendBudget {
  isExceeded(): boolean;
  /** Whether so many bytes more leave it unexceeded. */
  allows(bytes: number): boolean;
  pagesUntilExceeded(wireBytes: number, sentInStep: number, wanted: number): number;
}

/** Sends dirty pages (QEMU, ram_save_iterate and ram_save_complete). */
export class PageSender {
  private readonly search: PageSearch;
  private readonly transfer = new NextTransfer();
  private readonly batches: PageBatches;
  protected readonly plain: PlainPages;
  protected readonly step = new IterateStep();
  private readonly finder: RunFinder;
  /** The run in which the scan is; an encoding may take the first pages of it. */
  private current: FoundRun | null = null;
  /** What is left of that when pages were taken, as long as the bitmap is of `restRevision`. */
  private rest: FoundRun | null = null;
  private restRevision = -1;

  /**
   * @param detectsZeroPages whether pages are tested for zero; if not, all are sent whole
   * @param encodings what may make pages smaller: the first that takes a page encodes it
   */
  constructor(
    protected readonly context: MigrationContext,
    detectsZeroPages = true,
    private readonly encodings: readonly PageEncoding[] = [],
  ) {
    this.batches = new PageBatches(context);
    this.plain = new PlainPages(context, this.step);
    this.finder = new RunFinder(context, detectsZeroPages);
    const { ram, counters } = context;
    const roundEnded = (): void => {
      counters.scanRounds++;
      this.roundEnded();
      for (const encoding of encodings) encoding.roundEnded?.();
    };
    this.search = new PageSearch(ram, roundEnded, ram.held);
  }

  /**
   * One iterate step: until the rate limit, 50 ms, or no page is dirty.
   *
   * @param turn by which further steps follow that one as long as it passes; null if there is more to it
   */
  iterate(budget: SendBudget, turn: Turn | null = null): void {
    const { clock, counters } = this.context;
    const { sendsPlainly, step } = this;
    const nextEvent = clock.nextEventTime;
    step.begin(clock.now);
    while (!budget.isExceeded()) {
      const run = this.nextEncodedRun();
      if (run === null) break;
      const pages = run.end - run.start;
      const { wireBytes } = run.cost;
      if (sendsPlainly && wireBytes !== 0 && budget.allows(pages * wireBytes)) {
        // Somebody may want a say between steps, once there was an event.
        this.sendPlain(run, pages, clock.now < nextEvent ? turn : null);
        if (step.isOver) return;
      } else {
        const sent = this.sendLimited(run, pages, budget);
        step.sentPages += sent;
        if (sent === 0) continue;
      }
      if (step.endsAt(clock.now)) break;
    }
    counters.transferredBytes += SECTION_FRAME_BYTES;
  }

  /** Whether nothing but pages as they are goes over the one stream, and nobody listens to that. */
  protected get sendsPlainly(): boolean {
    return this.encodings.length === 0 && this.context.observer === null;
  }

  private sendPlain(run: PageRun, pages: number, turn: Turn | null): void {
    const sent = this.plain.send(run, pages, turn);
    this.take(run, run.start + sent);
    this.context.clock.advanceTo(this.plain.end);
  }

  /** Sends what of a run the rate limit lets pass, as far as the step goes. */
  private sendLimited(run: PageRun, wanted: number, budget: SendBudget): number {
    const { clock } = this.context;
    const { deadline, sentPages: sentInStep } = this.step;
    const { wireBytes } = run.cost;
    let pages = wanted;
    if (wireBytes !== 0) {
      const allowed = budget.pagesUntilExceeded(wireBytes, sentInStep, pages);
      if (allowed < pages) pages = allowed;
    }
    // A chunk that was cleared for the run takes time.
    const late = clock.now >= deadline;
    const next = clock.nextEventTime;
    if (late) pages = Math.min(pages, pagesToTimeCheck(sentInStep));
    const batches = run.sequel === null ? 1 : batchesOf(run, run.sequel, pages, late, budget);
    return this.send(run, pages, late || next < deadline ? next : deadline, batches);
  }

  /** Sends all dirty pages while the guest is stopped, ignoring the rate limit. */
  sendAll(clearChunks: boolean): void {
    for (const encoding of this.encodings) encoding.lastStage?.();
    for (;;) {
      const run = this.nextEncodedRun(clearChunks);
      if (run === null) break;
      this.send(run, run.end - run.start, this.context.clock.nextEventTime);
    }
    this.context.counters.transferredBytes += SECTION_FRAME_BYTES;
  }

  /** The next run of dirty pages that travel in the same form. */
  private nextEncodedRun(clearChunks = true): PageRun | null {
    const run = this.nextRun(clearChunks);
    this.current = run;
    if (run === null || this.encodings.length === 0) return run;
    for (const encoding of this.encodings) {
      const encoded = encoding.encode(run);
      if (encoded !== null) return encoded;
    }
    return run;
  }

  /** What is left of the last run if it can go on, else the next one. */
  private nextRun(clearChunks: boolean): FoundRun | null {
    if (this.context.ram.dirtyPages === 0) return null;
    if (this.rest !== null && this.restRevision === this.context.ram.revision) return this.rest;
    return this.findRun(clearChunks);
  }

  /** Finds the next run of equal dirty pages, and clears its chunk in the dirty log if that is due. */
  private findRun(clearChunks: boolean): FoundRun | null {
    const start = this.search.next() ?? this.nextHeld();
    if (start === null) return null;
    if (clearChunks && this.context.log.mustClearBefore(start)) {
      this.clearChunk(start, this.context.clock.now);
      if (this.context.ram.held.has(start)) return this.nextRun(true);
    }
    return this.finder.runFrom(start, this.search.limitOf(start));
  }

  /** Nothing else is pending: what was held back is sent now. */
  protected nextHeld(): number | null {
    const { ram } = this.context;
    if (ram.held.runs.length === 0) return null;
    traceEvent(this.context, { event: 'held-pages-due', pending_bytes: ram.remainingBytes });
    ram.hold([]);
    return this.search.next();
  }

  /**
   * Sends the first `pages` of a run, or fewer if `until` passes before.
   *
   * @param batches as many times as many, if the run has a sequel of at least as many
   * @returns how many pages the step counts as sent
   */
  protected send(run: PageRun, pages: number, until: Nanoseconds, batches = 1): number {
    const { form, sequel, start, zero } = run;
    const deadline = form?.until === undefined ? until : ns(Math.min(until, form.until));
    const isOne = sequel === null || batches === 1;
    const sent = isOne
      ? this.sendOne(run, pages, deadline)
      : this.batches.send(run, sequel, pages, batches, deadline);
    this.take(run, start + sent);
    form?.account(start, sent);
    // Another form counts by itself.
    if (form?.isPlain !== false) this.context.counters.countPlain(sent, zero);
    this.context.clock.advanceTo(isOne ? this.transfer.end : this.batches.end);
    return form?.counts === false ? 0 : sent;
  }

  /** Sends the first `pages` of a run, or fewer if `until` passes before; returns how many. The clock stays where it is. */
  private sendOne({ cost, start }: PageRun, pages: number, until: Nanoseconds): number {
    const { channel, clock, counters, observer } = this.context;
    const { transfer } = this;
    transfer.start = clock.now;
    transfer.until = until;
    transfer.pages = pages;
    transferNext(channel, transfer, cost);
    const { pages: sent } = transfer;
    counters.cpuTime = ns(counters.cpuTime + sent * cost.sendNs);
    observer?.pagesSent(start, start + sent, clock.now, transfer.end);
    return sent;
  }

  /** The pages of a run up to `end` are on their way: they are clean, and the scan goes on behind. */
  protected take(run: PageRun, end: number): void {
    this.context.ram.take(run.start, end);
    if (run.isFirst) this.context.ram.populated.setRange(run.start, end);
    this.search.continueAt(end);
    this.rest = restOf(this.current, end);
    this.restRevision = this.context.ram.revision;
  }

  /** The scan for dirty pages goes on from `page`. */
  scanFrom(page: number): void {
    this.search.continueAt(page);
  }

  /** The first pages are about to be sent. */
  start(): void {
    // One stream is connected.
  }

  /** When all that was sent by `now` has arrived. */
  receivedBy(now: Nanoseconds): Nanoseconds {
    return this.context.channel.emptyAt(now);
  }

  /** What was handed to other channels has arrived before anything that is sent from now on. */
  settle(): void {
    // One stream keeps the order of pages by itself.
  }

  /** The scan has passed the end of RAM. */
  protected roundEnded(): void {
    // One stream keeps the order of pages by itself.
  }

  protected clearChunk(page: number, now: Nanoseconds): void {
    for (const region of this.context.log.regionsInChunk(page))
      this.context.guest.advanceRegion(region, now);
    const reprotected = this.context.log.clearChunk(page);
    const time = ns(reprotected * this.context.costs.loggedPage);
    this.context.counters.cpuTime = ns(this.context.counters.cpuTime + time);
    this.context.clock.advanceBy(time);
  }
}
