import { type Nanoseconds, ns } from '../sim/time.js';

/** As many stretches of idle time as are remembered; older ones are over. */
const REMEMBERED_GAPS = 32;

/** Stretches are moved to the beginning together. */
const ROOM = 8 * REMEMBERED_GAPS;

/** The last stretches of time in which a link has nothing to carry, in their order. */
export class IdleGaps {
  private readonly from = new Float64Array(ROOM);
  private readonly until = new Float64Array(ROOM);
  /** Bytes for which the last `fill` found no room. */
  unfilled = 0;
  private first = 0;
  private end = 0;

  /** Whether some of the idle time is behind `start`. */
  isAnyAfter(start: Nanoseconds): boolean {
    return this.end > this.first && this.until[this.end - 1] > start;
  }

  /** Another stretch, behind all others. */
  add(from: Nanoseconds, until: Nanoseconds): void {
    if (this.end === ROOM) this.makeRoom();
    this.from[this.end] = from;
    this.until[this.end++] = until;
    if (this.end - this.first > REMEMBERED_GAPS) this.first++;
  }

  /**
   * Fills idle time from `start` on with what takes `bytes` at `rate` bytes per nanosecond.
   *
   * @returns when the last byte has left; null if there is no room for `unfilled` of them
   */
  fill(start: Nanoseconds, bytes: number, rate: number): Nanoseconds | null {
    if (this.end > ROOM - 2) this.makeRoom();
    const { from: froms, until: untils } = this;
    let gap = this.end;
    while (gap > this.first && untils[gap - 1] > start) gap--;
    // What is left of the gaps that are looked at is written from here on.
    let place = gap;
    let left = bytes;
    let end: Nanoseconds | null = null;
    for (; end === null && gap < this.end; gap++) {
      const gapFrom = froms[gap];
      const gapUntil = untils[gap];
      const from = Math.max(gapFrom, start);
      const until = Math.min(gapUntil, from + left / rate);
      left -= (until - from) * rate;
      if (gapFrom < from) untils[place++] = from;
      if (until === gapUntil) continue;
      if (place > gap) {
        // Time is left before it and behind it.
        this.moveTail(place, place + 1);
        gap++;
      }
      froms[place] = until;
      untils[place++] = gapUntil;
      end = ns(until);
    }
    this.moveTail(gap, place);
    if (this.end - this.first > REMEMBERED_GAPS) this.first = this.end - REMEMBERED_GAPS;
    this.unfilled = left;
    return end;
  }

  /** Moves the gaps from `from` on to `to`. */
  private moveTail(from: number, to: number): void {
    if (from === to) return;
    this.from.copyWithin(to, from, this.end);
    this.until.copyWithin(to, from, this.end);
    this.end += to - from;
  }

  private makeRoom(): void {
    this.from.copyWithin(0, this.first, this.end);
    this.until.copyWithin(0, this.first, this.end);
    this.end -= this.first;
    this.first = 0;
  }
}
