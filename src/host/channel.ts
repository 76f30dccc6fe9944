import { type Nanoseconds, ns } from '../sim/time.js';
import type { Link } from './link.js';
import { NextTransfer, type Transfer, type TransferBeside } from './transfer.js';
import type { TransferCost } from './transfer-cost.js';

/** Where the link's rate is less than this of the receiver's, that is known without a division. */
const SURELY_SLOWER = 1 - 1e-9;

/**
 * The blocking connection to the destination. The sender fills the socket buffer; link and
 * destination empty it, at the rate of the slower of the two. When it is full, the sender waits:
 * this is how a slow destination slows the source.
 */
export class Channel {
  private queuedBytes = 0;
  private queueTime: Nanoseconds = ns(0);
  /** Destination's time for each byte that is queued now. */
  private receiveNsPerByte = 0;
  /** When the last page of the second connection has left the link. */
  private besideFreeAt: Nanoseconds = ns(0);
  private readonly transfer = new NextTransfer();

  constructor(
    private readonly link: Link,
    private readonly bufferBytes: number,
  ) {}

  /**
   * Sends up to `maxPages` equal pages from `start` on, and stops with the page during which `until`
   * passes. At least one page is sent.
   */
  send(start: Nanoseconds, maxPages: number, cost: TransferCost, until: Nanoseconds): Transfer {
    const { transfer } = this;
    transfer.start = start;
    transfer.until = until;
    transfer.pages = maxPages;
    this.sendNext(transfer, cost);
    return transfer;
  }

  /**
   * As `send`, of what `transfer` asks for, whose answer is in it then; and of what it asks for next. What the channel
   * holds is in variables meanwhile: it may not be asked.
   */
  sendNext(transfer: NextTransfer, cost: TransferCost): void {
    const { bufferBytes, link } = this;
    const { receiveNs, sendNs, wireBytes } = cost;
    // The pluses say that these are numbers, which are then kept unboxed.
    let queued = +this.queuedBytes;
    let queueTime = +this.queueTime;
    let receiveNsPerByte = +this.receiveNsPerByte;
    do {
      const { start } = transfer;
      if (transfer.until <= start) {
        transfer.until = ns(Infinity);
        transfer.pages = 1;
      }
      const { pages: maxPages, until } = transfer;
      // As `drainTo` does it.
      while (queued > 0 && queueTime < start) {
        while (queueTime >= link.rateHoldsUntil) link.takeNextRate();
        let { rate } = link;
        if (!(rate * receiveNsPerByte < SURELY_SLOWER) && receiveNsPerByte > 0) {
          rate = Math.min(rate, 1 / receiveNsPerByte);
        }
        const end = Math.min(start, link.rateHoldsUntil);
        queued = Math.max(0, queued - (end - queueTime) * rate);
        queueTime = end;
      }
      let time: number = start;
      if (queued > bufferBytes) {
        // The sender waits for what a second connection has put beyond the buffer.
        while (start >= link.rateHoldsUntil) link.takeNextRate();
        time = start + (queued - bufferBytes) / link.rate;
        queued = bufferBytes;
      }
      const queuedBefore = queued;
      let sent = 0;
      let perPage = +sendNs;
      while (sent < maxPages && time < until) {
        while (time >= link.rateHoldsUntil) link.takeNextRate();
        const drainNs = Math.max(wireBytes / link.rate, receiveNs);
        const limit = Math.min(until, link.rateHoldsUntil);
        let pages = maxPages - sent;
        let growth: number;
        perPage = +sendNs;
        if (sendNs >= drainNs) {
          // Less than nothing is not queued.
          growth = queued === 0 ? 0 : wireBytes * (1 - sendNs / drainNs);
        } else if (queued >= bufferBytes - 1) {
          growth = 0;
          perPage = drainNs;
        } else {
          growth = wireBytes * (1 - sendNs / drainNs);
          pages = Math.min(pages, (bufferBytes - queued) / growth);
        }
        if (time + pages * perPage > limit) {
          pages = (limit - time) / perPage;
          time = limit;
        } else {
          time += pages * perPage;
        }
        sent += pages;
        queued = Math.min(bufferBytes, Math.max(0, queued + pages * growth));
      }
      const whole = Math.min(maxPages, Math.max(1, Math.ceil(sent - 1e-9)));
      time += Math.max(0, whole - sent) * perPage;
      queueTime = time;
      // What is queued is a mixture of what was queued before and what was added.
      receiveNsPerByte =
        (queuedBefore * receiveNsPerByte + whole * receiveNs) / (queuedBefore + whole * wireBytes);
      transfer.pages = whole;
      transfer.end = ns(Math.ceil(time - 1e-6));
    } while (transfer.goesOn());
    this.queuedBytes = queued;
    this.queueTime = ns(queueTime);
    this.receiveNsPerByte = receiveNsPerByte;
  }

  /** When what was sent by `now` has been received, at the rate of now; the channel stays as it is. */
  arrivalOf(now: Nanoseconds): Nanoseconds {
    this.drainTo(now);
    return this.queuedBytes > 0 ? ns(now + this.queuedBytes / this.drainRate(now)) : now;
  }

  /**
   * When the pages of a transfer, the last one, are received, at the rate of its end. The last page takes the longer of its two
   * stages behind the sender, link and receiver, after those before it, and then the shorter one.
   */
  receive(transfer: NextTransfer, cost: TransferCost): void {
    const { end } = transfer;
    this.drainTo(end);
    const rate = this.rateAt(end);
    const wireNs = cost.wireBytes / rate;
    const inOrder = this.queuedBytes > 0 ? end + this.queuedBytes / this.slower(rate) : end;
    transfer.received = ns(inOrder + Math.min(cost.receiveNs, wireNs));
    transfer.spacing = ns(Math.max(cost.sendNs, cost.receiveNs, wireNs));
  }

  /**
   * Sends a page on a second connection. While this connection has something to send, each gets half of the link, and
   * what is sent here waits for as long.
   */
  sendBeside(transfer: TransferBeside, cost: TransferCost): void {
    const { now } = transfer;
    this.drainTo(now);
    const share = this.queuedBytes > cost.wireBytes ? 0.5 : 1;
    this.queuedBytes += cost.wireBytes;
    const start = Math.max(transfer.start + cost.sendNs, this.besideFreeAt);
    const free = start + cost.wireBytes / (this.rateAt(now) * share);
    this.besideFreeAt = ns(free);
    transfer.received = ns(free + cost.receiveNs);
  }

  /** When everything that was sent by `now` has been received. */
  emptyAt(now: Nanoseconds): Nanoseconds {
    this.drainTo(now);
    let time = now;
    while (this.queuedBytes > 0.5) {
      const rate = this.drainRate(time);
      const end = Math.min(this.link.rateHoldsUntil, time + this.queuedBytes / rate);
      this.queuedBytes -= (end - time) * rate;
      time = ns(end);
    }
    this.queuedBytes = 0;
    this.queueTime = time;
    return ns(Math.ceil(time));
  }

  private drainTo(now: Nanoseconds): void {
    const { link } = this;
    let time: number = this.queueTime;
    let queued = this.queuedBytes;
    while (queued > 0 && time < now) {
      while (time >= link.rateHoldsUntil) link.takeNextRate();
      const rate = this.slower(link.rate);
      const end = Math.min(now, link.rateHoldsUntil);
      queued = Math.max(0, queued - (end - time) * rate);
      time = end;
    }
    this.queuedBytes = queued;
    this.queueTime = now;
  }

  private drainRate(time: Nanoseconds): number {
    return this.slower(this.rateAt(time));
  }

  /**
   * Bytes per nanosecond of the link. It is read where it is kept: what a call returns may be anything to the compiler,
   * which then has each number of this kind on the heap.
   */
  private rateAt(time: Nanoseconds): number {
    const { link } = this;
    while (time >= link.rateHoldsUntil) link.takeNextRate();
    return link.rate;
  }

  /** Of the link's rate and the receiver's, of what is queued now. */
  private slower(linkRate: number): number {
    const { receiveNsPerByte } = this;
    if (linkRate * receiveNsPerByte < SURELY_SLOWER) return linkRate;
    return receiveNsPerByte > 0 ? Math.min(linkRate, 1 / receiveNsPerByte) : linkRate;
  }
}
