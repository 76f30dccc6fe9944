import { type Nanoseconds, ns } from './time.js';

/**
 * One timer for each of a fixed number of owners, ordered by time; of equal times the one of the lower
 * number comes first. A tournament: timers are set at random, and each one meets as many others whatever its time.
 */
export class TimerTournament {
  /** Of each owner; those of nobody are off for ever. */
  private readonly times: Float64Array;
  /** The earlier owner of each match: the final is number 1, and matches 2 n and 2 n + 1 lead to match n. */
  private readonly winners: Int32Array;
  private readonly places: number;

  /** All timers are off. */
  constructor(size: number) {
    this.places = 2 ** Math.ceil(Math.log2(Math.max(1, size)));
    this.times = new Float64Array(this.places).fill(Infinity);
    this.winners = new Int32Array(2 * this.places);
    for (let owner = 0; owner < this.places; owner++) this.winners[this.places + owner] = owner;
    for (let match = this.places - 1; match > 0; match--) {
      this.winners[match] = this.winners[2 * match];
    }
  }

  /** Time of the earliest timer, or Infinity. */
  get nextTime(): Nanoseconds {
    return ns(this.times[this.winners[1]]);
  }

  /** Owner of the earliest timer. */
  get nextOwner(): number {
    return this.winners[1];
  }

  /** Sets the timer of `owner`; Infinity turns it off. */
  set(owner: number, time: Nanoseconds): void {
    const { times, winners } = this;
    times[owner] = time;
    for (let match = (this.places + owner) >>> 1; match > 0; match >>>= 1) {
      const lower = winners[2 * match];
      const higher = winners[2 * match + 1];
      const winner = times[higher] < times[lower] ? higher : lower;
      // Who loses to the winner of before plays no other match.
      if (winner !== owner && winner === winners[match]) return;
      winners[match] = winner;
    }
  }
}
