import type { RandomStream } from '../sim/random-stream.js';
import { NS_PER_MS, type Nanoseconds, ns } from '../sim/time.js';
import { WorkBudget, kindsOfWork } from '../sim/work-budget.js';

/** The link's rate is constant for this long, then takes its next value. */
const SEGMENT_NS = 50 * NS_PER_MS;

/** Rates that are drawn together. */
const RATES_AHEAD = 32;

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
  /** The next rates, of which so many have been taken. */
  private readonly ahead = new Float64Array(RATES_AHEAD);
  private taken = RATES_AHEAD;
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
      this.rate = this.rateAt(this.deviation);
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
    if (this.taken === RATES_AHEAD) this.drawAhead();
    this.rate = this.ahead[this.taken++];
    this.rateHoldsUntil = ns(this.rateHoldsUntil + SEGMENT_NS);
  }

  /** In one loop, where no number needs an object; nobody else draws from the link's stream. */
  private drawAhead(): void {
    const { ahead, novelty, persistence } = this;
    let { deviation } = this;
    this.random.fillNormal(ahead);
    for (let next = 0; next < RATES_AHEAD; next++) {
      deviation = persistence * deviation + novelty * ahead[next];
      ahead[next] = this.rateAt(deviation);
    }
    this.deviation = deviation;
    this.taken = 0;
  }

  /** Log-normal with the mean of the parameters. */
  private rateAt(deviation: number): number {
    const { bytesPerNs, variability } = this.parameters;
    return bytesPerNs * Math.exp(variability * deviation - this.excess);
  }
}
