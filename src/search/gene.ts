import type { RandomStream } from '../sim/random-stream.js';

/** Numbers from `low` to `high`, or one of some values. */
export type GeneValues =
  | {
      readonly kind: 'numbers';
      readonly low: number;
      readonly high: number;
      readonly isWhole: boolean;
    }
  | { readonly kind: 'values'; readonly values: readonly unknown[] };

/** A setting that a search varies. */
export interface Gene {
  readonly key: string;
  readonly values: GeneValues;
  /** Whether the setting may also be left out, and has its default then. */
  readonly mayBeDefault: boolean;
  /** That default; undefined where it is no value that a point could set. */
  readonly standard?: unknown;
}

/** What a search sets, by setting; what is absent has its default. */
export type Point = Readonly<Record<string, unknown>>;

/** A value of a gene. Numbers over more than a factor of ten are drawn by their logarithm. */
export function drawnValue({ values }: Gene, random: RandomStream): unknown {
  const at = random.uniform();
  if (values.kind === 'values') return values.values[Math.floor(at * values.values.length)];
  const { high, low } = values;
  return tidy(
    isLogarithmic(low, high) ? low * (high / low) ** at : low + at * (high - low),
    values,
  );
}

/** A number near another one, or another value. */
export function nearbyValue(gene: Gene, value: unknown, random: RandomStream): unknown {
  const { values } = gene;
  if (values.kind === 'values' || typeof value !== 'number') return drawnValue(gene, random);
  const { high, low } = values;
  const step = random.normal();
  const moved = isLogarithmic(low, high)
    ? value * (high / low) ** (step / 8)
    : value + (step * (high - low)) / 8;
  return tidy(Math.min(high, Math.max(low, moved)), values);
}

function isLogarithmic(low: number, high: number): boolean {
  return low > 0 && high / low > 10;
}

/** The number with two digits that count, where that is within the range. */
function tidy(value: number, { high, isWhole, low }: GeneValues & { kind: 'numbers' }): number {
  const round = rounded(value, 2, isWhole);
  if (round >= low && round <= high) return round;
  return isWhole ? Math.min(Math.floor(high), Math.max(Math.ceil(low), Math.round(value))) : value;
}

/** A number with so many digits that count. */
export function rounded(value: number, digits: number, isWhole: boolean): number {
  const round = Number(value.toPrecision(digits));
  return isWhole ? Math.round(round) : round;
}
