import { RandomStream } from '../sim/random-stream.js';
import { normalQuantile } from '../statistics/normal-distribution.js';

/** One draw of all that nobody has seen, each by its name. */
export interface Draw {
  /** Uniform in (0, 1). */
  uniform(what: string): number;
  /** Standard normal. */
  normal(what: string): number;
}

/**
 * Draws at random of which each name's values are spread evenly: one in each of as many equal parts (Latin hypercube,
 * McKay et al. 1979). Few draws then say as much as many that are independent.
 */
export class StratifiedDraws {
  private readonly values = new Map<string, readonly number[]>();

  constructor(
    private readonly count: number,
    private readonly seed: string,
  ) {}

  /** All draws. */
  get all(): readonly Draw[] {
    return Array.from({ length: this.count }, (_, index) => ({
      uniform: (what) => this.valuesOf(what)[index],
      normal: (what) => normalQuantile(this.valuesOf(what)[index]),
    }));
  }

  private valuesOf(what: string): readonly number[] {
    const known = this.values.get(what);
    if (known !== undefined) return known;
    const random = new RandomStream(`${this.seed}/${what}`);
    const order = shuffled(this.count, random);
    const values = order.map((part) => (part + 0.5 + 0.99 * (random.uniform() - 0.5)) / this.count);
    this.values.set(what, values);
    return values;
  }
}

/** 0 to `count` - 1 in any order. */
function shuffled(count: number, random: RandomStream): readonly number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let left = count - 1; left > 0; left--) {
    const other = Math.floor(random.uniform() * (left + 1));
    [order[left], order[other]] = [order[other], order[left]];
  }
  return order;
}
