import type { RandomStream } from '../../../../sim/random-stream.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';

/** Times that are drawn at once. */
const DRAWN = 256;

/**
 * How long the destination takes to notice that a vCPU has touched a missing page. Exponential: a thread has to wake up. A
 * fixed time would lock waits to the rhythm of the pages.
 */
export class NoticeTimes {
  private readonly drawn = new Float64Array(DRAWN);
  private taken = DRAWN;

  /**
   * @param mean of the times
   * @param random from which nobody else draws: times are drawn before they are asked for
   */
  constructor(
    private readonly mean: Nanoseconds,
    private readonly random: RandomStream,
  ) {}

  /** The time that the next fault takes. */
  next(): Nanoseconds {
    if (this.taken === DRAWN) this.draw();
    return ns(this.drawn[this.taken++]);
  }

  private draw(): void {
    const { drawn, mean, random } = this;
    for (let index = 0; index < DRAWN; index++) {
      drawn[index] = -Math.log(1 - random.uniform()) * mean;
    }
    this.taken = 0;
  }
}
