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

/** What is null where it does not apply. */
export function nullable<Schema extends z.ZodMiniType>(
  schema: Schema,
  description: string,
): z.ZodMiniNullable<Schema> {
  return described(z.nullable(schema), description);
}

/** A number from 0 on, of which something else says what it is. */
export const nonNegative = z.number().check(z.nonnegative()) as z.ZodMiniNumber;

/** A whole one. */
export const nonNegativeInt = z.int().check(z.nonnegative()) as z.ZodMiniInt;
