import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { bounded, boundedInt, boundsText } from '../../src/input/bounded-number.js';
import { checkedDocument } from '../../src/input/schema-problem.js';
import { hostNumbers } from '../../src/profiles/host-numbers.js';
import { published } from '../support/published.js';
import { settingTable } from '../../src/settings/table.js';
import type { SettingTable } from '../../src/engines/setting.js';
import { isSchema, unboundedIn, unboundedNumbers } from '../support/schema-numbers.js';

const within = { min: 0, max: 2, why: 'a pair' };

test.each([
  [bounded(within), 3, '3 is out of range; allowed: 0 to 2 (a pair)'],
  [bounded(within), -0.1, '-0.1 is out of range; allowed: 0 to 2 (a pair)'],
  [bounded(within), Infinity, 'Infinity is out of range; allowed: 0 to 2 (a pair)'],
  [bounded(within), '1', '"1" is not a number; allowed: 0 to 2 (a pair)'],
  [boundedInt(within), 1.5, '1.5 is not a whole number; allowed: 0 to 2 (a pair)'],
  [boundedInt(within), 1e300, '1e+300 is out of range; allowed: 0 to 2 (a pair)'],
])('a number beyond its bounds is answered with them', (schema, value, message) => {
  expect(() => checkedDocument(z.object({ n: schema }), { n: value }, 'f')).toThrow(
    `f: n: ${message}`,
  );
});

test('both bounds are within', () => {
  expect([0, 2].map((value) => bounded(within).safeParse(value).success)).toEqual([true, true]);
  expect(boundsText({ ...within, why: null })).toBe('0 to 2');
});

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => join('src', file));

/** Modules that do something when they are loaded, or belong to a browser. */
const active = /process\.ts$|-worker\.ts$|\/page\//;
const schemas = await Promise.all(
  files
    .filter((file) => !active.test(file))
    .map(async (file) => {
      const exported: object = await import(join(process.cwd(), file));
      return Object.entries(exported).flatMap(([name, value]) =>
        isSchema(value) ? [[`${file}: ${name}`, value] as const] : [],
      );
    }),
).then((found) => found.flat());

describe('no number is without a lower and an upper bound', () => {
  test('the walk finds one that is', () => {
    const schema = z.object({ a: z.optional(z.array(z.nullable(z.number().check(z.gte(0))))) });
    expect(unboundedIn(schema)).toEqual(['$.properties.a.items.anyOf[0]']);
    expect(schemas.length).toBeGreaterThan(40);
  });

  test.each(schemas)('in %s', (_name, schema) => expect(unboundedIn(schema)).toEqual([]));

  test.each(Object.entries(published))('in the published %s', (_name, schema) => {
    expect(unboundedNumbers(schema)).toEqual([]);
  });

  // Schemas that no module exports are made of the same: there is one place where numbers come from.
  test('because each is made by bounded() or boundedInt()', () => {
    const others = files.filter(
      (file) =>
        !file.endsWith('input/bounded-number.ts') &&
        /\bz\s*\.\s*(?:number|int|coerce|bigint|float\w*|u?int\d+)\b/.test(
          readFileSync(file, 'utf8'),
        ),
    );
    expect(others).toEqual([]);
  });

  test('nor a list or a table that gathers the faults of all its items', () => {
    const others = files.filter(
      (file) =>
        !file.endsWith('input/schema-list.ts') &&
        /\bz\s*\.\s*(?:array|record)\(/.test(readFileSync(file, 'utf8')),
    );
    expect(others).toEqual([]);
  });
});

test('settings and host numbers have ranges that are finite and not empty, with the default in them', () => {
  const settings = Object.entries(settingTable as SettingTable).flatMap(([name, row]) =>
    row.form.kind === 'integer' || row.form.kind === 'number'
      ? [{ name, ...row.form, standard: row.standard }]
      : [],
  );
  const numbers = Object.values(hostNumbers)
    .flatMap((group) => Object.entries(group))
    .map(([name, { bounds, standard }]) => ({ name, ...bounds, standard }));
  for (const { max, min, name, standard } of [...settings, ...numbers]) {
    expect([name, Number.isFinite(min) && Number.isFinite(max) && min < max]).toEqual([name, true]);
    if (typeof standard !== 'number') continue;
    expect([name, standard >= min && standard <= max]).toEqual([name, true]);
  }
});

test('each host number says why its range ends', () => {
  const rows = Object.values(hostNumbers).flatMap((group) => Object.values(group));
  for (const { bounds } of rows) expect(bounds.why).toMatch(/\w/);
});
