/**
 * What comes of each pair of a value of two samples, in order of size. The pairs are as many as the product of
 * the samples' sizes, and are counted, not listed.
 */
export class PairedValues {
  readonly size: number;
  private readonly bases: readonly number[];
  private readonly heads: readonly number[];

  /** @param combine grows with its first argument, and falls with its second */
  constructor(
    base: readonly number[],
    head: readonly number[],
    private readonly combine: (head: number, base: number) => number,
  ) {
    this.size = base.length * head.length;
    this.bases = [...base].sort((a, b) => b - a);
    this.heads = [...head].sort((a, b) => a - b);
  }

  /** The value at a place from 0. */
  at(place: number): number {
    // The smallest number that is not below the value, by halving all doubles between the extremes.
    let below = orderOf(this.combine(this.heads[0], this.bases[0])) - 1n;
    let from = orderOf(this.combine(this.heads.at(-1)!, this.bases.at(-1)!));
    while (from - below > 1n) {
      const middle = (below + from) >> 1n;
      if (this.countUpTo(doubleOf(middle)) > place) from = middle;
      else below = middle;
    }
    return doubleOf(from);
  }

  /** The middle value, or the mean of the two middle ones. */
  median(): number {
    const middle = Math.floor(this.size / 2);
    if (this.size % 2 === 1) return this.at(middle);
    return (this.at(middle - 1) + this.at(middle)) / 2;
  }

  /** How many values are at most `limit`: along the edge between them and the others. */
  private countUpTo(limit: number): number {
    const { bases, combine, heads } = this;
    let count = 0;
    let reach = heads.length;
    // From the largest base to the smallest, values grow, so that fewer heads stay below the limit.
    for (const base of bases) {
      while (reach > 0 && combine(heads[reach - 1], base) > limit) reach--;
      if (reach === 0) break;
      count += reach;
    }
    return count;
  }
}

const bits = new DataView(new ArrayBuffer(8));
const signBit = 1n << 63n;

/** A whole number for each double, in the order of doubles; both zeros have one. */
function orderOf(value: number): bigint {
  bits.setFloat64(0, value);
  const read = bits.getBigInt64(0);
  return read < 0n ? -(read + signBit) : read;
}

function doubleOf(order: bigint): number {
  bits.setBigInt64(0, order < 0n ? -order - signBit : order);
  return bits.getFloat64(0);
}
