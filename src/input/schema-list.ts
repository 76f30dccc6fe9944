import { $constructor } from 'zod/v4/core';
import * as z from 'zod/mini';

/** An issue that stands for others: items of the same list or table that are wrong as well. */
export interface FirstIssue {
  readonly others?: number;
}

/**
 * A list of which the first wrong item is told, and the number of the others: lists can be long, and zod gathers the
 * issues of all items as arguments of one call.
 */
export function list<Item extends z.ZodMiniType>(item: Item): z.ZodMiniArray<Item> {
  return new FirstFaultList({ type: 'array', element: item }) as unknown as z.ZodMiniArray<Item>;
}

/** Values by names that are not known before; of wrong values as of a list. */
export function dictionary<Value extends z.ZodMiniType>(
  value: Value,
): z.ZodMiniRecord<z.ZodMiniString, Value> {
  return new FirstFaultTable({
    type: 'record',
    keyType: z.string(),
    valueType: value,
  }) as unknown as z.ZodMiniRecord<z.ZodMiniString, Value>;
}

/** A kind of schema of zod's that keeps the issues of its first wrong item only. */
function firstFaultKind<Schema extends z.ZodMiniType>(
  name: string,
  kind: { init(schema: never, definition: never): void },
) {
  return $constructor<Schema, Schema['def']>(name, (schema, definition) => {
    kind.init(schema as never, definition as never);
    keepFirstFault(schema);
  });
}

const FirstFaultList = firstFaultKind<z.ZodMiniArray>('FirstFaultList', z.ZodMiniArray);
const FirstFaultTable = firstFaultKind<z.ZodMiniRecord>('FirstFaultTable', z.ZodMiniRecord);

function keepFirstFault(schema: z.core.$ZodType): void {
  const { _zod: internals } = schema;
  const { parse } = internals;
  internals.parse = (payload, context) => {
    const parsed = parse(payload, context);
    if (!(parsed instanceof Promise)) parsed.issues = firstFault(parsed.issues);
    return parsed;
  };
}

type RawIssue = z.core.$ZodRawIssue;

/** The issues of the first item that has any, which know how many others have. */
function firstFault(issues: RawIssue[]): RawIssue[] {
  const items = new Set(issues.map(({ path }) => path?.[0]));
  if (items.size < 2) return issues;
  const [first] = items;
  const kept = issues.filter(({ path }) => path?.[0] === first);
  return kept.map((issue) => Object.assign(issue, { others: items.size - 1 }));
}
