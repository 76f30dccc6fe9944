import { kindsOfWork } from '../../../../sim/work-budget.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';
import { NextTransfer, TransferBeside } from '../../../../host/transfer.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { InFlight } from './in-flight.js';
import type { PostcopyRun } from './page-source.js';
import { type PageWait, PageWaits } from './page-waits.js';
import { PostcopyPacing } from './postcopy-pacing.js';
import type { PostcopyParts } from './postcopy-parts.js';
import type { RequestService } from './postcopy-rules.js';
import { RequestQueue } from './request-queue.js';

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
  protected readonly waits: PageWaits;
  private lastNoticed: Nanoseconds = ns(0);
  private lastArrival: Nanoseconds = ns(0);
  private lastBackgroundArrival: Nanoseconds = ns(0);
  /** The return-path thread serves one request at a time. */
  private requestThreadFreeAt: Nanoseconds = ns(0);
  private readonly pacing: PostcopyPacing;
  private readonly transfer = new NextTransfer();
  private readonly urgent = new TransferBeside();

  constructor(
    protected readonly context: MigrationContext,
    protected readonly parts: PostcopyParts,
    private readonly service: RequestService,
  ) {
    this.inFlight = new InFlight(parts.missing);
    this.pacing = new PostcopyPacing(context, parts);
    this.waits = new PageWaits(parts.guest.vcpuCount);
  }

  /**
   * Runs until all pages are there and the source knows it.
   *
   * @param runsFrom when the vCPUs start on the destination
   * @returns false if it was cancelled
   */
  run(runsFrom: Nanoseconds): boolean {
    const { clock, costs, ram } = this.context;
    const { guest, monitor } = this.parts;
    const { pacing, queue } = this;
    guest.start(runsFrom);
    while (ram.dirtyPages > 0) {
      if (monitor.cancelReason !== null) return false;
      const { now } = clock;
      const { nextArrival } = queue;
      const { nextTouch } = guest;
      if (nextArrival <= now && nextArrival <= nextTouch) this.serve();
      else if (nextTouch <= now) this.touch();
      else if (pacing.isLimited) pacing.sleepUntil(ns(Math.min(nextArrival, nextTouch)));
      else this.push();
    }
    pacing.endStep();
    while (guest.nextTouch <= this.lastArrival) this.touch();
    this.inFlight.placeUpTo(this.lastArrival);
    clock.waitUntil(ns(Math.ceil(Math.max(this.lastArrival, runsFrom) + costs.linkLatency)));
    return true;
  }

  /** A vCPU runs to where it may touch a missing page. */
  private touch(): void {
    const { guest } = this.parts;
    const wait = this.waits.of(guest.nextVcpu);
    const at = guest.nextTouch;
    this.context.clock.work.spend(kindsOfWork.touches);
    this.inFlight.placeUpTo(at);
    const page = guest.touch();
    if (page === null) return;
    wait.page = page;
    wait.touched = at;
    this.fault(wait);
  }

  /** A vCPU waits for a page, and the destination asks for that unless it has come. */
  protected fault(wait: PageWait): void {
    const { blocktime, costs } = this.parts;
    const { page, touched, vcpu } = wait;
    // One thread on the destination notices all faults.
    const noticed = ns(Math.max(this.lastNoticed, touched + this.parts.noticeTimes.next()));
    wait.noticed = noticed;
    const isSent = !this.context.ram.isPending(page);
    if (isSent) wait.arrival = this.inFlight.arrivalOf(page);
    if (!isSent || wait.arrival > noticed) {
      this.lastNoticed = noticed;
      this.requests++;
      blocktime.begin(vcpu, noticed);
    }
    if (isSent) {
      if (wait.arrival > noticed) blocktime.endsAt(vcpu, wait.arrival);
      this.arrived(wait);
    } else {
      this.waits.begin(wait);
      this.queue.push(page, vcpu, ns(noticed + costs.request + this.context.costs.linkLatency));
    }
  }

  /** Whether a page that a vCPU has asked for is still to be sent. */
  protected isPending(wait: PageWait): boolean {
    return wait.isAsked;
  }

  /** The source sends the page of the next request. */
  private serve(): void {
    const { clock } = this.context;
    const { source } = this.parts;
    const { urgent } = this;
    const { nextArrival: asked, nextPage } = this.queue;
    const wait = this.waits.of(this.queue.nextVcpu);
    const { page } = wait;
    this.queue.shift();
    // Where the scan was faster, the vCPU has gone on and may wait for another page.
    if (nextPage !== page || !this.isPending(wait)) return;
    const run = source.single(page, wait.vcpu);
    switch (this.service) {
      case 'queue':
        this.transfer.until = ns(Infinity);
        this.transfer.pages = 1;
        this.sendBackground(run);
        source.moveTo(page + 1);
        return;
      case 'queue-preempt':
        urgent.start = clock.now;
        this.sendUrgent(run, wait);
        clock.advanceBy(ns(run.cost.sendNs));
        source.moveTo(page + 1);
        return;
      case 'preempt':
      case 'preempt-hint': {
        urgent.start = ns(Math.max(asked, this.requestThreadFreeAt));
        this.requestThreadFreeAt = ns(urgent.start + run.cost.sendNs);
        this.sendUrgent(run, wait);
        if (this.service === 'preempt-hint') source.suggest(page + 1);
        source.sentBeside(page);
      }
    }
  }

  /** One run of the background scan, until a request may arrive. */
  private push(): void {
    const { clock, costs } = this.context;
    const { guest, source } = this.parts;
    const { pacing, transfer } = this;
    const { request } = this.parts.costs;
    const run = source.next();
    const nextRequest = guest.nextTouch + request + costs.linkLatency;
    const { nextArrival } = this.queue;
    transfer.until = ns(Math.min(clock.nextEventTime, pacing.stepEnd, nextArrival, nextRequest));
    transfer.pages = pacing.allowedPages(run.end - run.start, run.cost.wireBytes);
    this.sendBackground(run);
    source.continueAfter(run);
    if (clock.now >= pacing.stepEnd) pacing.endStep();
  }

  /** Sends of a run what `transfer` asks for. */
  private sendBackground(run: PostcopyRun): void {
    const { channel, clock, costs, observer } = this.context;
    const { transfer } = this;
    const from = clock.now;
    transfer.start = from;
    channel.sendNext(transfer, run.cost);
    channel.receive(transfer, run.cost);
    // A field of times and numbers of pages holds no integers for V8.
    const pages = transfer.pages >>> 0;
    const { start } = run;
    const end = start + pages;
    const last = Math.max(this.lastBackgroundArrival, transfer.received + costs.linkLatency);
    let firstArrival = last;
    let spacing = 0;
    if (pages > 1) {
      const together = last - (pages - 1) * transfer.spacing;
      firstArrival = Math.max(this.lastBackgroundArrival, together);
      spacing = (last - firstArrival) / (pages - 1);
    }
    this.lastBackgroundArrival = ns(last);
    observer?.pagesSent(start, end, from, transfer.end);
    this.parts.source.take(run, end);
    this.sent(run, pages);
    observer?.pagesPlaced(start, end, ns(firstArrival), ns(last));
    this.lastArrival = ns(Math.max(this.lastArrival, last));
    this.inFlight.add(start, end, ns(firstArrival), ns(spacing));
    let wait = this.waits.firstIn(start, end);
    for (; wait !== null; wait = this.waits.firstIn(wait.page + 1, end)) {
      wait.arrival = ns(firstArrival + (wait.page - start) * spacing);
      this.release(wait);
    }
    clock.advanceTo(transfer.end);
  }

  /** A page for which a vCPU waits, over the connection for requests, from when `urgent` says. */
  private sendUrgent(run: PostcopyRun, wait: PageWait): void {
    const { channel, clock, costs, observer } = this.context;
    const { urgent } = this;
    const { start } = run;
    urgent.now = clock.now;
    channel.sendBeside(urgent, run.cost);
    wait.arrival = ns(urgent.received + costs.linkLatency);
    observer?.pagesSent(start, start + 1, urgent.start, ns(urgent.start + run.cost.sendNs));
    this.parts.source.takeAside(start);
    this.sent(run, 1);
    observer?.pagesPlaced(start, start + 1, wait.arrival, wait.arrival);
    this.lastArrival = ns(Math.max(this.lastArrival, wait.arrival));
    this.release(wait);
  }

  private sent(run: PostcopyRun, pages: number): void {
    const { counters } = this.context;
    counters.countPlain(pages, run.zero);
    counters.cpuTime = ns(counters.cpuTime + pages * run.cost.sendNs);
    this.ramBytes += pages * run.cost.wireBytes;
    this.pacing.sent(pages);
  }

  /** The page that was asked for will be there at `arrival`. */
  private release(wait: PageWait): void {
    this.waits.end(wait);
    // A page of the background scan may be there before anybody has noticed that it is missing.
    if (wait.arrival <= wait.noticed) this.requests--;
    this.parts.blocktime.endsAt(wait.vcpu, wait.arrival);
    this.arrived(wait);
  }

  /** Nobody but its vCPU touches a page that one waits for, so it may be placed before its time. */
  private arrived(wait: PageWait): void {
    const { costs, guest, missing } = this.parts;
    const { page } = wait;
    missing.place(page, page + 1);
    wait.at = ns(Math.max(wait.arrival, wait.touched) + costs.wake);
    guest.arrived(wait);
  }
}
