import { populationCount } from '../memory/bit-words.js';
import type { PagePicks } from '../memory/page-picks.js';
import type { RandomStream } from '../sim/random-stream.js';

/**
 * Picks each candidate with the same probability, by drawing how many are passed over before the next: a random number
 * for each that is picked, and one more.
 */
export class RandomPicks implements PagePicks {
  private readonly perSkip: number;
  /** Above it the next candidate is picked, by more than what the logarithm is rounded. */
  private readonly surelyNone: number;
  /** Candidates that are passed over before the next is picked. */
  private skip: number;

  /** @param probability more than 0, less than 1 */
  constructor(
    probability: number,
    private readonly random: RandomStream,
  ) {
    this.perSkip = 1 / Math.log1p(-probability);
    this.surelyNone = (1 - probability) * (1 + 1e-9);
    this.skip = this.drawnSkip(1 - random.uniform());
  }

  passes(candidates: number): boolean {
    if (this.skip < candidates) return false;
    this.skip -= candidates;
    return true;
  }

  among(candidates: number): number {
    if (candidates === -1) return this.passes(32) ? 0 : this.amongAll();
    let left = populationCount(candidates);
    if (this.passes(left)) return 0;
    const { random, surelyNone } = this;
    let free = candidates;
    let picked = 0;
    for (let skip = this.skip; ;) {
      for (; skip > 0; skip--, left--) free &= free - 1;
      picked |= free & -free;
      free &= free - 1;
      left--;
      const rest = 1 - random.uniform();
      if (rest <= surelyNone) skip = this.drawnSkip(rest);
      if (skip < left) continue;
      this.skip = skip - left;
      return picked;
    }
  }

  /** As `among`, of 32 candidates of which one at least is picked: the place of one in the word is known. */
  private amongAll(): number {
    const { random, surelyNone } = this;
    let picked = 0;
    for (let bit = this.skip | 0; ;) {
      picked |= 1 << bit;
      bit++;
      const rest = 1 - random.uniform();
      const next = rest > surelyNone ? bit : bit + this.drawnSkip(rest);
      if (next >= 32) {
        this.skip = next - 32;
        return picked;
      }
      bit = next | 0;
    }
  }

  private drawnSkip(rest: number): number {
    return rest > this.surelyNone ? 0 : Math.floor(Math.log(rest) * this.perSkip);
  }
}
