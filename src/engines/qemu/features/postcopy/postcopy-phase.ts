import type { DestinationGuest } from '../../../../guest/destination-guest.js';
import { kindsOfWork } from '../../../../sim/work-budget.js';
import type { MissingPages } from '../../../../memory/missing-pages.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { Blocktime } from './blocktime.js';
import { InFlight } from './in-flight.js';
import type { NoticeTimes } from './notice-times.js';
import type { PageSource, PostcopyRun } from './page-source.js';
import { PageWaits } from './page-waits.js';
import type { PostcopyCosts } from './postcopy-costs.js';
import { type PacingParts, PostcopyPacing } from './postcopy-pacing.js';
import type { RequestService } from './postcopy-rules.js';
import { RequestQueue } from './request-queue.js';

/** The parts that the phase drives. */
export interface PostcopyParts extends PacingParts {
  readonly guest: DestinationGuest;
  readonly missing: MissingPages;
  readonly source: PageSource;
  readonly blocktime: Blocktime;
  readonly costs: PostcopyCosts;
  /** Times from a touch of a missing page to the destination's knowledge of it. */
  readonly noticeTimes: Pick<NoticeTimes, 'next'>;
  isCancelled(): boolean;
}

/**
 * Postcopy from the switch to the end: the source sends page after page in the background, and first of
 * all what the guest on the destination asks for. Two kinds of events: a vCPU touches a page, and the
 * source sends a run; a run ends where the next request may arrive.
 */
export class PostcopyPhase {
  /** Requests that the destination has sent (QEMU, postcopy-requests). */
  requests = 0;
  /** Bytes of RAM that were sent (QEMU, postcopy-bytes). */
  ramBytes = 0;
  protected readonly queue = new RequestQueue();
  private readonly inFlight: InFlight;
  private readonly waits: PageWaits;
  private lastNoticed: Nanoseconds = ns(0);
  private lastArrival: Nanoseconds = ns(0);
  private lastBackgroundArrival: Nanoseconds = ns(0);
  /** The return-path thread serves one request at a time. */
  private requestThreadFreeAt: Nanoseconds = ns(0);
  private readonly pacing: PostcopyPacing;

  constructor(
    protected readonly context: MigrationContext,
    protected readonly parts: PostcopyParts,
    private readonly service: RequestService,
  ) {
    this.inFlight = new InFlight(parts.missing);
    this.pacing = new PostcopyPacing(context, parts);
    this.waits = new PageWaits(parts.guest.vcpuCount, context.ram.memory.totalPages);
  }

  /**
   * Runs until all pages are there and the source knows it.
   *
   * @param runsFrom when the vCPUs start on the destination
   * @returns false if it was cancelled
   */
  run(runsFrom: Nanoseconds): boolean {
    const { clock, costs, ram } = this.context;
    const { guest } = this.parts;
    guest.start(runsFrom);
    while (ram.dirtyPages > 0) {
      if (this.parts.isCancelled()) return false;
      const { nextTouch } = guest;
      const { nextArrival } = this.queue;
      if (nextArrival <= Math.min(nextTouch, clock.now)) this.serve();
      else if (nextTouch <= clock.now) this.touch();
      else if (this.pacing.isLimited) this.pacing.sleepUntil(ns(Math.min(nextArrival, nextTouch)));
      else this.push();
    }
    this.pacing.endStep();
    while (guest.nextTouch <= this.lastArrival) this.touch();
    this.inFlight.placeUpTo(this.lastArrival);
    clock.waitUntil(ns(Math.ceil(Math.max(this.lastArrival, runsFrom) + costs.linkLatency)));
    return true;
  }

  /** A vCPU runs to where it may touch a missing page. */
  private touch(): void {
    const { guest } = this.parts;
    const { nextTouch: at, nextVcpu: vcpu } = guest;
    this.context.clock.work.spend(kindsOfWork.touches);
    this.inFlight.placeUpTo(at);
    const page = guest.touch();
    if (page !== null) this.fault(vcpu, page, at);
  }

  /** A vCPU waits for a page, and the destination asks for that unless it has come. */
  protected fault(vcpu: number, page: number, at: Nanoseconds): void {
    const { blocktime, costs } = this.parts;
    // One thread on the destination notices all faults.
    const noticed = ns(Math.max(this.lastNoticed, at + this.parts.noticeTimes.next()));
    const isSent = !this.context.ram.isPending(page);
    const arrival = isSent ? this.inFlight.arrivalOf(page) : ns(Infinity);
    if (arrival > noticed) {
      this.lastNoticed = noticed;
      this.requests++;
      blocktime.begin(vcpu, noticed);
      if (isSent) {
        blocktime.endsAt(vcpu, arrival);
      } else {
        this.waits.begin(vcpu, page, at, noticed);
        this.queue.push(page, vcpu, ns(noticed + costs.request + this.context.costs.linkLatency));
      }
    }
    if (arrival < Infinity) this.arrived(vcpu, page, ns(Math.max(arrival, at)));
  }

  /** Whether a page that was asked for is still to be sent. */
  protected isPending(page: number): boolean {
    return this.context.ram.isPending(page);
  }

  /** The source sends the page of the next request. */
  private serve(): void {
    const { clock } = this.context;
    const { nextArrival: asked, nextPage: page, nextVcpu: vcpu } = this.queue;
    this.queue.shift();
    if (!this.isPending(page)) return;
    const run = this.parts.source.single(page, vcpu);
    switch (this.service) {
      case 'queue':
        this.sendBackground(run, 1, ns(Infinity));
        this.parts.source.moveTo(page + 1);
        return;
      case 'queue-preempt':
        this.sendUrgent(run, vcpu, clock.now);
        clock.advanceBy(ns(run.cost.sendNs));
        this.parts.source.moveTo(page + 1);
        return;
      case 'preempt':
      case 'preempt-hint': {
        const from = ns(Math.max(asked, this.requestThreadFreeAt));
        this.requestThreadFreeAt = ns(from + run.cost.sendNs);
        this.sendUrgent(run, vcpu, from);
        if (this.service === 'preempt-hint') this.parts.source.suggest(page + 1);
        this.parts.source.sentBeside(page);
      }
    }
  }

  /** One run of the background scan, until a request may arrive. */
  private push(): void {
    const { clock, costs } = this.context;
    const { guest, source } = this.parts;
    const { request } = this.parts.costs;
    const run = source.next();
    const nextRequest = guest.nextTouch + request + costs.linkLatency;
    const { nextArrival } = this.queue;
    const next = Math.min(clock.nextEventTime, this.pacing.stepEnd, nextArrival, nextRequest);
    const pages = this.pacing.allowedPages(run.end - run.start, run.cost.wireBytes);
    this.sendBackground(run, pages, ns(next));
    source.continueAfter(run);
    if (clock.now >= this.pacing.stepEnd) this.pacing.endStep();
  }

  private sendBackground(run: PostcopyRun, maxPages: number, until: Nanoseconds): void {
    const { channel, clock, costs, observer } = this.context;
    const from = clock.now;
    const { pages, end: handedOver } = channel.send(from, maxPages, run.cost, until);
    const { start } = run;
    const end = start + pages;
    const arrived = channel.lastReceivedAt(run.cost, handedOver);
    const last = ns(Math.max(this.lastBackgroundArrival, arrived + costs.linkLatency));
    let firstArrival = last;
    let spacing = ns(0);
    if (pages > 1) {
      const together = last - (pages - 1) * channel.spacingOf(run.cost, handedOver);
      firstArrival = ns(Math.max(this.lastBackgroundArrival, together));
      spacing = ns((last - firstArrival) / (pages - 1));
    }
    this.lastBackgroundArrival = last;
    observer?.pagesSent(start, end, from, handedOver);
    this.parts.source.take(run, end);
    this.sent(run, pages);
    observer?.pagesPlaced(start, end, firstArrival, last);
    this.lastArrival = ns(Math.max(this.lastArrival, last));
    this.inFlight.add(start, end, firstArrival, spacing);
    let page = this.waits.next(start, end);
    for (; page < end; page = this.waits.next(page + 1, end)) {
      this.release(this.waits.vcpuOf(page), page, ns(firstArrival + (page - start) * spacing));
    }
    clock.advanceTo(handedOver);
  }

  /** A page for which a vCPU waits, over the connection for requests. */
  private sendUrgent(run: PostcopyRun, vcpu: number, from: Nanoseconds): void {
    const { channel, clock, costs, observer } = this.context;
    const { start } = run;
    const arrival = ns(channel.sendBeside(clock.now, from, run.cost) + costs.linkLatency);
    observer?.pagesSent(start, start + 1, from, ns(from + run.cost.sendNs));
    this.parts.source.takeAside(start);
    this.sent(run, 1);
    observer?.pagesPlaced(start, start + 1, arrival, arrival);
    this.lastArrival = ns(Math.max(this.lastArrival, arrival));
    this.release(vcpu, start, arrival);
  }

  private sent(run: PostcopyRun, pages: number): void {
    const { counters } = this.context;
    const bytes = pages * run.cost.wireBytes;
    counters.transferredBytes += bytes;
    counters.cpuTime = ns(counters.cpuTime + pages * run.cost.sendNs);
    this.ramBytes += bytes;
    if (run.zero) counters.duplicatePages += pages;
    else counters.normalPages += pages;
    this.pacing.sent(pages);
  }

  /** The vCPU that waits for `page` will have it at `arrival`. */
  private release(vcpu: number, page: number, arrival: Nanoseconds): void {
    const { waits } = this;
    waits.end(vcpu);
    // A page of the background scan may be there before anybody has noticed that it is missing.
    if (arrival <= waits.noticedAt(vcpu)) this.requests--;
    this.parts.blocktime.endsAt(vcpu, arrival);
    this.arrived(vcpu, page, ns(Math.max(arrival, waits.touchedAt(vcpu))));
  }

  /** Nobody but its vCPU touches a page that one waits for, so it may be placed before its time. */
  private arrived(vcpu: number, page: number, arrival: Nanoseconds): void {
    const { costs, guest, missing } = this.parts;
    missing.place(page, page + 1);
    guest.arrived(vcpu, page, ns(arrival + costs.wake));
  }
}
