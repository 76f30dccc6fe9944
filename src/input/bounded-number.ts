import * as z from 'zod/mini';

/** From where to where a number makes sense, both included, and why no further. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
  /** A few words behind the range, in errors and in the documentation; its unit if that says enough. */
  readonly why: string | null;
}

/** A range in words, with its reason: "0 to 1 (0.1 is 10 %)". */
export function boundsText({ max, min, why }: Bounds): string {
  return `${min} to ${max}${why === null ? '' : ` (${why})`}`;
}

/**
 * A number within bounds: all schemas have their numbers from here and from `boundedInt`, so that none is without. The
 * message of an issue is the range in words.
 */
export function bounded(bounds: Bounds): z.ZodMiniNumber {
  const error = boundsText(bounds);
  return z
    .number({ error })
    .check(z.gte(bounds.min, { error }), z.lte(bounds.max, { error })) as z.ZodMiniNumber;
}

/** A whole number within bounds. */
export function boundedInt(bounds: Bounds): z.ZodMiniInt {
  const error = boundsText(bounds);
  return z
    .int({ error })
    .check(z.gte(bounds.min, { error }), z.lte(bounds.max, { error })) as z.ZodMiniInt;
}
