import type { Nanoseconds } from '../sim/time.js';
import type { Link } from './link.js';

/**
 * A link over which several streams send: it carries packet after packet, whole, in the order in
 * which they are booked. With packets that are small beside a round of the channels, each stream
 * gets its share.
 */
export class SharedLink {
  private freeAt: Nanoseconds = 0;

  constructor(private readonly link: Link) {}

  /** Carries `bytes` that are there at `start`; returns when the last one has left. */
  book(start: Nanoseconds, bytes: number): Nanoseconds {
    let time = Math.max(start, this.freeAt);
    let left = bytes;
    for (;;) {
      const rate = this.link.bytesPerNsAt(time);
      const end = time + left / rate;
      const holds = this.link.rateHoldsUntil;
      if (end <= holds) {
        this.freeAt = end;
        return end;
      }
      left -= Math.max(0, holds - time) * rate;
      time = Math.max(time, holds);
    }
  }
}
