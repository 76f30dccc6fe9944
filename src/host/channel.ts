import { type Nanoseconds, ns } from '../sim/time.js';
import type { Link } from './link.js';
import type { TransferCost } from './transfer-cost.js';

/** Pages that were sent, and when the last one was handed to the socket. */
export interface Transfer {
  readonly pages: number;
  readonly end: Nanoseconds;
}

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

  constructor(
    private readonly link: Link,
    private readonly bufferBytes: number,
  ) {}

  /**
   * Sends up to `maxPages` equal pages from `start` on, and stops with the page during which `until`
   * passes. At least one page is sent.
   */
  send(start: Nanoseconds, maxPages: number, cost: TransferCost, until: Nanoseconds): Transfer {
    if (until <= start) return this.send(start, 1, cost, ns(Infinity));
    this.drainTo(start);
    let time = start + this.drainExcess(start);
    const queuedBefore = this.queuedBytes;
    let sent = 0;
    let perPage = cost.sendNs;
    while (sent < maxPages && time < until) {
      const drainNs = ns(
        Math.max(cost.wireBytes / this.link.bytesPerNsAt(ns(time)), cost.receiveNs),
      );
      const limit = Math.min(until, this.link.rateHoldsUntil);
      const isFull = this.queuedBytes >= this.bufferBytes - 1;
      let pages = maxPages - sent;
      let growth = cost.wireBytes * (1 - cost.sendNs / drainNs);
      perPage = cost.sendNs;
      if (cost.sendNs < drainNs && isFull) {
        growth = 0;
        perPage = drainNs;
      } else if (cost.sendNs < drainNs) {
        pages = Math.min(pages, (this.bufferBytes - this.queuedBytes) / growth);
      }
      if (time + pages * perPage > limit) {
        pages = (limit - time) / perPage;
        time = limit;
      } else {
        time += pages * perPage;
      }
      sent += pages;
      this.queuedBytes = Math.min(this.bufferBytes, Math.max(0, this.queuedBytes + pages * growth));
    }
    const whole = Math.min(maxPages, Math.max(1, Math.ceil(sent - 1e-9)));
    time += Math.max(0, whole - sent) * perPage;
    this.queueTime = ns(time);
    this.blendReceiveTime(queuedBefore, whole, cost);
    return { pages: whole, end: ns(Math.ceil(time - 1e-6)) };
  }

  /** When what was sent by `now` has been received, at the rate of now; the channel stays as it is. */
  arrivalOf(now: Nanoseconds): Nanoseconds {
    this.drainTo(now);
    return this.queuedBytes > 0 ? ns(now + this.queuedBytes / this.drainRate(now)) : now;
  }

  /** Time from one received page to the next, in a run of pages that are sent at `now`. */
  spacingOf(cost: TransferCost, now: Nanoseconds): Nanoseconds {
    return ns(Math.max(cost.sendNs, cost.receiveNs, cost.wireBytes / this.link.bytesPerNsAt(now)));
  }

  /** Time that the shorter of a page's two stages behind the sender takes, link and receiver. */
  stageOf(cost: TransferCost, now: Nanoseconds): Nanoseconds {
    return ns(Math.min(cost.receiveNs, cost.wireBytes / this.link.bytesPerNsAt(now)));
  }

  /**
   * When a page that goes on a second connection at `from` has been received. While this connection has
   * something to send, each gets half of the link, and what is sent here waits for as long.
   */
  sendBeside(now: Nanoseconds, from: Nanoseconds, cost: TransferCost): Nanoseconds {
    this.drainTo(now);
    const share = this.queuedBytes > cost.wireBytes ? 0.5 : 1;
    this.queuedBytes += cost.wireBytes;
    const start = Math.max(from + cost.sendNs, this.besideFreeAt);
    this.besideFreeAt = ns(start + cost.wireBytes / (this.link.bytesPerNsAt(now) * share));
    return ns(this.besideFreeAt + cost.receiveNs);
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

  /** What is queued is a mixture of what was queued before and what was added. */
  private blendReceiveTime(queuedBefore: number, pages: number, cost: TransferCost): void {
    const added = pages * cost.wireBytes;
    this.receiveNsPerByte =
      (queuedBefore * this.receiveNsPerByte + pages * cost.receiveNs) / (queuedBefore + added);
  }

  /** The sender waits for what a second connection has put beyond the buffer; returns how long. */
  private drainExcess(now: Nanoseconds): Nanoseconds {
    const excess = this.queuedBytes - this.bufferBytes;
    if (excess <= 0) return ns(0);
    this.queuedBytes = this.bufferBytes;
    return ns(excess / this.link.bytesPerNsAt(now));
  }

  private drainTo(now: Nanoseconds): void {
    let time = this.queueTime;
    while (this.queuedBytes > 0 && time < now) {
      const rate = this.drainRate(time);
      const end = Math.min(now, this.link.rateHoldsUntil);
      this.queuedBytes = Math.max(0, this.queuedBytes - (end - time) * rate);
      time = ns(end);
    }
    this.queueTime = now;
  }

  private drainRate(time: Nanoseconds): number {
    const link = this.link.bytesPerNsAt(time);
    return this.receiveNsPerByte > 0 ? Math.min(link, 1 / this.receiveNsPerByte) : link;
  }
}
