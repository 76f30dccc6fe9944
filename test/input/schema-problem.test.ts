import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { checkedDocument } from '../../src/input/schema-problem.js';

test.each([
  ['at most', z.lte(3), 4],
  ['less than', z.lt(3), 3],
  ['at least', z.gte(3), 2],
  ['more than', z.gt(3), 3],
])('a limit says whether it is allowed itself: %s', (words, check, speed) => {
  const schema = z.strictObject({ speed: z.number().check(check) });
  expect(() => checkedDocument(schema, { speed }, 'own.json')).toThrow(
    new RegExp(`^own.json: speed: ${speed} is out of range; allowed: ${words} 3$`),
  );
});
