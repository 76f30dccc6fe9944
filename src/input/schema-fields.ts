import * as z from 'zod/mini';
import { bounded, boundedInt, type Bounds } from './bounded-number.js';

/** What is counted: pages, bytes, iterations. */
const countBounds: Bounds = {
  min: 0,
  max: Number.MAX_SAFE_INTEGER,
  why: 'whole numbers are exact up to 2^53',
};

/** How long something takes, or when it happens, ms. */
export const durationBounds: Bounds = { min: 0, max: 1e13, why: 'ms; the most is 300 years' };

/** Part of a whole in percent. */
const percentBounds: Bounds = { min: 0, max: 100, why: '%' };

/**
 * What comes of one result divided by another or taken from it, in percent at most: a time of 300 years against one of a
 * nanosecond.
 */
const ratioMax = 1e21;
const signedBounds: Bounds = {
  min: -ratioMax,
  max: ratioMax,
  why: '300 years against a nanosecond, in percent',
};

/** A schema with what a published JSON Schema says of it. */
export function described<Schema extends z.ZodMiniType>(
  schema: Schema,
  description: string,
): Schema {
  return schema.check(z.describe(description)) as Schema;
}

/** What is null where it does not apply. */
export function nullable<Schema extends z.ZodMiniType>(
  schema: Schema,
  description: string,
): z.ZodMiniNullable<Schema> {
  return described(z.nullable(schema), description);
}

/** A number from 0 on, of which something else says what it is: a time in ms, a mean, a rate of one thing to another. */
export const nonNegative = bounded({ ...countBounds, why: 'results are exact up to 2^53' });

/** A whole one. */
export const nonNegativeInt = boundedInt(countBounds);

/** A whole number from 0 on. */
export function count(description: string): z.ZodMiniInt {
  return described(nonNegativeInt, description);
}

/** The number of one of several, from 1. */
export const ordinal = boundedInt({ ...countBounds, min: 1 });

/** A time in ms, from 0 on. */
export const duration = bounded(durationBounds);

/** A time in ms, from 0 on. */
export function milliseconds(description: string): z.ZodMiniNumber {
  return described(duration, `${description}, ms`);
}

/** Part of a whole in percent. */
export const percent = bounded(percentBounds);

/** The same in whole percent. */
export const wholePercent = boundedInt(percentBounds);

/** Part of a whole, from 0 to 1. */
export const share = bounded({ min: 0, max: 1, why: 'a share of all' });

/** What may be less than nothing: a change, a difference, an error; any number of another version's. */
export const signed = bounded(signedBounds);
