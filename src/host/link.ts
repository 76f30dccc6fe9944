import type { RandomStream } from '../sim/random-stream.js';
import { NS_PER_MS, type Nanoseconds, ns } from '../sim/time.js';
import { WorkBudget, kindsOfWork } from '../sim/work-budget.js';

/** The link's rate is constant for this long, then takes its next value. */
const SEGMENT_NS = 50 * NS_PER_MS;

export interface LinkParameters {
  readonly bytesPerNs: number;
  /** Standard deviation of the rate relative to its mean. */
  readonly variability: number;
  readonly correlationTime: Nanoseconds;
}

/**
 * A link whose rate varies around its mean: log-normal, with an exponential autocorrelation, piecewise
 * constant. Time must not go back from one call to the next.
 */
export class Link {
  /** Until when the rate that `bytesPerNsAt` returned last holds. */
  rateHoldsUntil: Nanoseconds;
  /** That rate. */
  rate: number;
  private deviation = 0;
  private readonly persistence: number;
  /** How much of a rate is new, and by how much the mean of a log-normal is above its median. */
  private readonly novelty: number;
  private readonly excess: number;

  /** @param start before which nobody asks for its rate */
  constructor(
    private readonly parameters: LinkParameters,
    private readonly random: RandomStream,
    private readonly work = new WorkBudget(),
    start = ns(0),
  ) {
    this.persistence = Math.exp(-SEGMENT_NS / parameters.correlationTime);
    this.novelty = Math.sqrt(1 - this.persistence * this.persistence);
    this.excess = (parameters.variability * parameters.variability) / 2;
    this.rate = parameters.bytesPerNs;
    this.rateHoldsUntil = ns(Infinity);
    if (parameters.variability > 0) {
      this.deviation = random.normal();
      this.rate = this.currentRate();
      this.rateHoldsUntil = ns(start + SEGMENT_NS);
    }
  }

  /** Bytes per nanosecond at `time`. */
  bytesPerNsAt(time: Nanoseconds): number {
    while (time >= this.rateHoldsUntil) this.takeNextRate();
    return this.rate;
  }

  /** Goes on to the rate that holds from `rateHoldsUntil` on. */
  takeNextRate(): void {
    this.work.spend(kindsOfWork.linkRates);
    this.deviation = this.persistence * this.deviation + this.novelty * this.random.normal();
    this.rate = this.currentRate();
    this.rateHoldsUntil = ns(this.rateHoldsUntil + SEGMENT_NS);
  }

  /** Log-normal with the mean of the parameters. */
  private currentRate(): number {
    const { bytesPerNs, variability } = this.parameters;
    return bytesPerNs * Math.exp(variability * this.deviation - this.excess);
  }
}
