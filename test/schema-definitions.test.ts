import { expect, test } from 'vitest';
import { published } from './support/published.js';
import { withSharedDefinitions } from '../src/schema-definitions.js';
import { resolvedSchema } from './support/resolved-schema.js';

const number = {
  type: 'number',
  minimum: 0,
  maximum: 1000,
  description: 'How much of it there is, in its unit',
};

test('what is the same stands once, also within what is shared', () => {
  const pair = { type: 'object', properties: { a: number, b: number }, required: ['a', 'b'] };
  const schema = {
    type: 'object',
    properties: { one: pair, other: pair, third: { anyOf: [number, pair] } },
  };
  const shared = withSharedDefinitions(schema);
  expect(JSON.stringify(shared).match(/How much/g)).toHaveLength(1);
  const { $defs, ...rest } = resolvedSchema(shared) as { readonly $defs: object };
  expect({ $defs, rest }).toEqual({ $defs: {}, rest: schema });
});

test('parts that only their descriptions tell apart stand once, each described where it is used', () => {
  const { description: _, ...meant } = { ...number, maximum: 1_000_000 };
  const described = (description: string) => ({ ...meant, description });
  const schema = { properties: { one: described('The one'), other: described('The other') } };
  const shared = withSharedDefinitions(schema);
  expect(shared).toEqual({
    properties: {
      one: { description: 'The one', $ref: '#/$defs/s1' },
      other: { description: 'The other', $ref: '#/$defs/s1' },
    },
    $defs: { s1: meant },
  });
  expect(resolvedSchema(shared)).toMatchObject(schema);
});

test('a property may be called as a keyword, and data is no schema', () => {
  const schema = { properties: { items: number, properties: number }, default: [number, number] };
  const shared = withSharedDefinitions(schema) as { readonly default: unknown };
  expect(shared.default).toEqual(schema.default);
  expect(resolvedSchema(shared)).toMatchObject(schema);
});

test('the published schemas refer only to what is there', () => {
  for (const [name, schema] of Object.entries(published)) {
    const text = JSON.stringify(schema);
    const { $defs = {} } = schema as { readonly $defs?: object };
    for (const [, target] of text.matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)) {
      expect($defs, name).toHaveProperty(target);
    }
    expect(text.length, name).toBeLessThan(100_000);
  }
});
