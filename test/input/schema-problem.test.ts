import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { bounded } from '../../src/input/bounded-number.js';
import { checkedDocument } from '../../src/input/schema-problem.js';

const schema = z.strictObject({ speed: bounded({ min: 1, max: 3, why: null }) });

test.each([0.999, 3.001])('a limit is told as a range, and is allowed itself: %d', (speed) => {
  expect(() => checkedDocument(schema, { speed }, 'own.json')).toThrow(
    new RegExp(`^own.json: speed: ${speed} is out of range; allowed: 1 to 3$`),
  );
  expect(
    [1, 3].map((limit) => checkedDocument(schema, { speed: limit }, 'own.json').speed),
  ).toEqual([1, 3]);
});
