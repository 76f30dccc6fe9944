import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { dictionary, list } from '../../src/input/schema-list.js';
import { deep } from '../support/draws.js';
import { checkedDocument } from '../../src/input/schema-problem.js';

const item = z.strictObject({ name: z.string(), kind: z.enum(['one', 'other']), more: z.string() });
const message = (schema: z.ZodMiniType, document: unknown): string => {
  try {
    checkedDocument(schema, document, 'f');
  } catch (error) {
    return (error as Error).message;
  }
  return 'valid';
};

test('what is right is read as by zod', () => {
  const good = { name: 'a', kind: 'one', more: '' };
  const schema = z.object({
    items: list(item).check(z.minLength(1)),
    words: dictionary(z.string()),
  });
  const document = { items: [good, good], words: { a: 'b' } };
  expect(checkedDocument(schema, document, 'f')).toEqual(document);
  expect(message(schema, { items: [], words: {} })).toBe(
    "f: items: '[]' is out of range; allowed: at least 1",
  );
});

const many = deep(20_000, 200_000);

test(`of ${many} wrong items the first is named, and the others are counted`, () => {
  const items = Array.from({ length: many }, (_, index) => (index === 7 ? {} : { name: 1 }));
  expect(message(z.object({ items: list(item) }), { items })).toBe(
    `f: items[0].name: 1 is not a string; ${many - 1} others are wrong as well`,
  );
  const words = Object.fromEntries(items.map((_, index) => [`w${index}`, index]));
  expect(message(z.object({ words: dictionary(z.string()) }), { words })).toBe(
    `f: words.w0: 0 is not a string; ${many - 1} others are wrong as well`,
  );
});

test('one wrong item is told as ever, an unknown key in it before all else', () => {
  const schema = z.object({ items: list(item) });
  expect(message(schema, { items: [{ nam: 'a', kind: 'one', more: '' }] })).toBe(
    'f: items[0].nam: unknown key; did you mean name?',
  );
  expect(message(schema, { items: [{}, {}] })).toBe(
    'f: items[0].name: missing; allowed: a string; 1 other is wrong as well',
  );
});

test('the JSON Schema is that of an array', () => {
  expect(z.toJSONSchema(list(z.string()).check(z.minLength(1)))).toMatchObject({
    type: 'array',
    minItems: 1,
    items: { type: 'string' },
  });
});
