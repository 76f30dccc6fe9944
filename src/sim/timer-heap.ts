import { type Nanoseconds, ns } from './time.js';

/**
 * One timer for each of a fixed number of owners, ordered by time; of equal times the one of the lower
 * number comes first.
 */
export class TimerHeap {
  private readonly times: Float64Array;
  /** Owners, the earliest first: a binary heap. */
  private readonly order: Int32Array;
  /** Where each owner is in `order`. */
  private readonly position: Int32Array;

  /** All timers are off. */
  constructor(readonly size: number) {
    this.times = new Float64Array(size).fill(Infinity);
    this.order = Int32Array.from({ length: size }, (_, owner) => owner);
    this.position = Int32Array.from(this.order);
  }

  /** Time of the earliest timer, or Infinity. */
  get nextTime(): Nanoseconds {
    return this.size === 0 ? ns(Infinity) : ns(this.times[this.order[0]]);
  }

  /** Owner of the earliest timer. */
  get nextOwner(): number {
    return this.order[0];
  }

  /** Sets the timer of `owner`; Infinity turns it off. */
  set(owner: number, time: Nanoseconds): void {
    const { order, position, times } = this;
    const isEarlier = time < times[owner];
    times[owner] = time;
    if (isEarlier) this.rise(owner, position[owner]);
    else this.sink(owner, position[owner]);
    order[position[owner]] = owner;
  }

  /** Moves those that are later than `owner` down, from `from` on, and puts it where the last one was. */
  private rise(owner: number, from: number): void {
    const { order, position } = this;
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >>> 1;
      const above = order[parent];
      if (!this.isBefore(owner, above)) break;
      order[index] = above;
      position[above] = index;
      index = parent;
    }
    position[owner] = index;
  }

  /** As `rise`, of those that are earlier. */
  private sink(owner: number, from: number): void {
    const { order, position, size } = this;
    let index = from;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= size) break;
      if (child + 1 < size && this.isBefore(order[child + 1], order[child])) child++;
      const below = order[child];
      if (!this.isBefore(below, owner)) break;
      order[index] = below;
      position[below] = index;
      index = child;
    }
    position[owner] = index;
  }

  /** Two owners, by their times, or by themselves. */
  private isBefore(first: number, second: number): boolean {
    const { times } = this;
    return times[first] < times[second] || (times[first] === times[second] && first < second);
  }
}
