import * as z from 'zod/mini';

/** A schema with what a published JSON Schema says of it. */
export function described<Schema extends z.ZodMiniType>(
  schema: Schema,
  description: string,
): Schema {
  return schema.check(z.describe(description)) as Schema;
}

/** A whole number from 0 on. */
export function count(description: string): z.ZodMiniInt {
  return described(z.int().check(z.nonnegative()), description) as z.ZodMiniInt;
}

/** A time in ms, from 0 on. */
export function milliseconds(description: string): z.ZodMiniNumber {
  return described(z.number().check(z.nonnegative()), `${description}, ms`) as z.ZodMiniNumber;
}
