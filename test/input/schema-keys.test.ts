import * as z from 'zod/mini';
import { expect, test } from 'vitest';
import { schemaKeys } from '../../src/input/schema-keys.js';

test('finds the keys at any depth, once each', () => {
  const inner = z.strictObject({ kind: z.literal('a'), a: z._default(z.int(), 1) });
  const schema = z.strictObject({
    list: z.array(inner),
    choice: z.discriminatedUnion('kind', [inner, z.strictObject({ kind: z.literal('b') })]),
    maybe: z.optional(z.nullable(z.strictObject({ deep: z.string() }))),
    later: z.lazy(() => z.strictObject({ made: z.string() })),
  });
  expect(schemaKeys(schema)).toEqual([
    'list',
    'kind',
    'a',
    'choice',
    'maybe',
    'deep',
    'later',
    'made',
  ]);
});
