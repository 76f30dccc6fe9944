import { type Nanoseconds, ns } from '../sim/time.js';
import type { Link } from './link.js';

/** As many stretches of idle time as are remembered; older ones are over. */
const REMEMBERED_GAPS = 32;

interface Gap {
  readonly from: Nanoseconds;
  readonly until: Nanoseconds;
}

/**
 * A link over which several streams send: it carries packet after packet, in the order in which they
 * are booked, and is never idle while a packet is there. Packets are booked when they are handed to a
 * channel, which is before they are on the wire; so one that is there earlier takes the time that was
 * left before those that are there later. With packets that are small beside a round of the channels,
 * each stream gets its share.
 */
export class SharedLink {
  private freeAt: Nanoseconds = ns(0);
  private gaps: Gap[] = [];

  constructor(private readonly link: Link) {}

  /** Carries `bytes` that are there at `start`; returns when the last one has left. */
  book(start: Nanoseconds, bytes: number): Nanoseconds {
    let left = bytes;
    if (start < this.freeAt && this.hasGapAfter(start)) {
      const rate = this.link.bytesPerNsAt(start);
      const gaps: Gap[] = [];
      let end: Nanoseconds | null = null;
      for (const gap of this.gaps) {
        const from = Math.max(gap.from, start);
        if (end !== null || gap.until <= from) {
          gaps.push(gap);
          continue;
        }
        const until = Math.min(gap.until, from + left / rate);
        left -= (until - from) * rate;
        if (gap.from < from) gaps.push({ from: gap.from, until: ns(from) });
        if (until < gap.until) {
          gaps.push({ from: ns(until), until: gap.until });
          end = ns(until);
        }
      }
      this.gaps = gaps.slice(-REMEMBERED_GAPS);
      if (end !== null) return end;
    }
    return this.bookBehind(start, left);
  }

  private hasGapAfter(start: Nanoseconds): boolean {
    for (const { from, until } of this.gaps) if (until > start && until > from) return true;
    return false;
  }

  /** Carries `bytes` behind everything that is booked. */
  private bookBehind(start: Nanoseconds, bytes: number): Nanoseconds {
    let time = ns(Math.max(start, this.freeAt));
    if (time > this.freeAt) this.gaps.push({ from: this.freeAt, until: time });
    if (this.gaps.length > REMEMBERED_GAPS) this.gaps.shift();
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
