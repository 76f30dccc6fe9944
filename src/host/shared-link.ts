import { type Nanoseconds, ns } from '../sim/time.js';
import { IdleGaps } from './idle-gaps.js';
import type { Link } from './link.js';

/**
 * A link over which several streams send: it carries packet after packet, in the order in which they
 * are booked, and is never idle while a packet is there. Packets are booked when they are handed to a
 * channel, which is before they are on the wire; so one that is there earlier takes the time that was
 * left before those that are there later. With packets that are small beside a round of the channels,
 * each stream gets its share.
 */
export class SharedLink {
  private freeAt: Nanoseconds = ns(0);
  private readonly gaps = new IdleGaps();

  constructor(private readonly link: Link) {}

  /** Carries `bytes` that are there at `start`; returns when the last one has left. */
  book(start: Nanoseconds, bytes: number): Nanoseconds {
    if (start >= this.freeAt || !this.gaps.isAnyAfter(start)) return this.bookBehind(start, bytes);
    const end = this.gaps.fill(start, bytes, this.link.bytesPerNsAt(start));
    return end ?? this.bookBehind(start, this.gaps.unfilled);
  }

  /** Carries `bytes` behind everything that is booked. */
  private bookBehind(start: Nanoseconds, bytes: number): Nanoseconds {
    let time = ns(Math.max(start, this.freeAt));
    if (time > this.freeAt) this.gaps.add(this.freeAt, time);
    let left = bytes;
    for (;;) {
      const rate = this.link.bytesPerNsAt(time);
      const end = ns(time + left / rate);
      const holds = this.link.rateHoldsUntil;
      if (end <= holds) {
        this.freeAt = end;
        return end;
      }
      left -= Math.max(0, holds - time) * rate;
      time = ns(Math.max(time, holds));
    }
  }
}
