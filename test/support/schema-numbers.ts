import * as z from 'zod/mini';

interface JsonSchema {
  readonly [key: string]: unknown;
}

/** The JSON paths of numbers in a JSON Schema that lack a lower or an upper bound. */
export function unboundedNumbers(schema: unknown, path = '$'): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) {
    return schema.flatMap((part, index) => unboundedNumbers(part, `${path}[${index}]`));
  }
  const { maximum, minimum, type } = schema as JsonSchema;
  const isNumber = type === 'number' || type === 'integer';
  const isBounded = Number.isFinite(minimum) && Number.isFinite(maximum);
  return [
    ...(isNumber && !isBounded ? [path] : []),
    ...Object.entries(schema).flatMap(([key, part]) => unboundedNumbers(part, `${path}.${key}`)),
  ];
}

/** The same of a schema in zod, as it reads what people write. */
export function unboundedIn(schema: z.ZodMiniType): string[] {
  return unboundedNumbers(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

/** Whether something that a module exports is a schema. */
export function isSchema(value: unknown): value is z.ZodMiniType {
  return typeof value === 'object' && value !== null && value instanceof z.ZodMiniType;
}
