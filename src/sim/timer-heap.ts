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
    this.times[owner] = time;
    this.sinkFrom(this.riseFrom(this.position[owner]));
  }

  private riseFrom(from: number): number {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >>> 1;
      if (!this.isBefore(index, parent)) break;
      this.swap(index, parent);
      index = parent;
    }
    return index;
  }

  private sinkFrom(from: number): void {
    let index = from;
    for (;;) {
      let least = index;
      for (let child = 2 * index + 1; child <= 2 * index + 2 && child < this.size; child++) {
        if (this.isBefore(child, least)) least = child;
      }
      if (least === index) return;
      this.swap(index, least);
      index = least;
    }
  }

  private isBefore(a: number, b: number): boolean {
    const first = this.order[a];
    const second = this.order[b];
    const difference = this.times[first] - this.times[second];
    // Infinity less Infinity is not a number, and then the owners decide.
    return difference < 0 || (!(difference > 0) && first < second);
  }

  private swap(a: number, b: number): void {
    const owner = this.order[a];
    this.order[a] = this.order[b];
    this.order[b] = owner;
    this.position[this.order[a]] = a;
    this.position[owner] = b;
  }
}
