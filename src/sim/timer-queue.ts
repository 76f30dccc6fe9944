import { type Nanoseconds, ns } from './time.js';

/**
 * Timers of a fixed number of owners, at most one each, in order of time; of equal times the one of the lower number
 * comes first. A ring, sorted from its end: most timers are set for later than nearly all others.
 */
export class TimerQueue {
  /** Time of the earliest timer; Infinity if there is none. */
  nextTime: Nanoseconds = ns(Infinity);
  private readonly times: Float64Array;
  private readonly owners: Int32Array;
  private head = 0;
  private tail = 0;

  constructor(owners: number) {
    const places = 2 ** Math.ceil(Math.log2(Math.max(1, owners)));
    this.times = new Float64Array(places);
    this.owners = new Int32Array(places);
  }

  /** Owner of the earliest timer; there must be one. */
  get nextOwner(): number {
    return this.owners[this.head & (this.owners.length - 1)];
  }

  /** Sets the timer of an owner that has none; Infinity sets none. */
  set(owner: number, time: Nanoseconds): void {
    if (time === Infinity) return;
    const { head, owners, times } = this;
    const mask = owners.length - 1;
    let place = this.tail++;
    while (place > head) {
      const before = (place - 1) & mask;
      if (times[before] < time || (times[before] === time && owners[before] < owner)) break;
      times[place & mask] = times[before];
      owners[place & mask] = owners[before];
      place--;
    }
    times[place & mask] = time;
    owners[place & mask] = owner;
    this.nextTime = ns(times[head & mask]);
  }

  /** Takes the earliest timer away. */
  shift(): void {
    this.head++;
    const next = this.times[this.head & (this.times.length - 1)];
    this.nextTime = ns(this.head < this.tail ? next : Infinity);
  }
}
