import fc from 'fast-check';

/** A value, or none most of the time: one in `often`. */
export function maybe<Value>(
  arbitrary: fc.Arbitrary<Value>,
  often: number,
): fc.Arbitrary<Value | undefined> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: often - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary },
  );
}

/** What is there of a record of perhaps. */
export function definedOf<Value>(
  values: Readonly<Record<string, Value | undefined>>,
): Readonly<Record<string, Value>> {
  const there = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as Readonly<Record<string, Value>>;
}
