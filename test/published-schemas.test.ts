import { expect, test } from 'vitest';
import { resolvedSchema } from './support/resolved-schema.js';
import { published } from './support/published.js';
import { runRecordSchema } from '../src/results/run-record.js';

interface ObjectSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, { readonly description?: string }>>;
  readonly additionalProperties: boolean;
}

test('the results schema defines the record, all keys but sweep, search and postcopy required, no other allowed', () => {
  const schema = published['results.schema.json'] as {
    readonly $defs: { readonly record: ObjectSchema };
  };
  const { record } = schema.$defs;
  const keys = Object.keys(runRecordSchema.shape);
  expect(record.required).toEqual(
    keys.filter((key) => key !== 'sweep' && key !== 'search' && !key.startsWith('postcopy_')),
  );
  expect(Object.keys(record.properties)).toEqual(keys);
  expect(record.additionalProperties).toBe(false);
  expect(record.properties.total_time_ms.description).toContain('ms');
});

test('the host profile schema is there for editors', () => {
  const schema = published['host-profile.schema.json'] as ObjectSchema;
  expect(schema.required).toEqual(['name', 'description', 'qemu', 'dirtyLog', 'parameters']);
});

test('the figures of published tables say their units', () => {
  const schema = published['published-table.schema.json'] as unknown as {
    readonly properties: { readonly rows: { readonly items: ObjectSchema } };
  };
  const row = schema.properties.rows.items;
  expect(row.required).toEqual(['load', 'mode', 'figures']);
  const { properties } = row.properties['figures'] as unknown as ObjectSchema;
  expect(properties['latency_us'].description).toBe(
    'Mean wait for a page in postcopy, microseconds',
  );
});

test('a suite may set what a strategy declares, wherever it sets anything, and nothing else that nobody knows', () => {
  interface Part extends ObjectSchema {
    readonly patternProperties: Readonly<Record<string, { readonly type: string }>>;
  }
  const { properties } = resolvedSchema(published['suite.schema.json']) as {
    readonly properties: {
      readonly defaults: Part;
      readonly loads: { readonly items: Part };
      readonly modes: { readonly items: Part };
    };
  };
  for (const part of [properties.defaults, properties.loads.items, properties.modes.items]) {
    const [[pattern, value], ...others] = Object.entries(part.patternProperties);
    expect(others).toEqual([]);
    expect(value.type).toBe('number');
    expect(part.additionalProperties).toBe(false);
    const keys = ['strategyStep', 'strategy2', 'strategy', 'stategyStep'];
    expect(keys.filter((key) => new RegExp(pattern).test(key))).toEqual(keys.slice(0, 2));
  }
});

test('what the program fills in may be left out of suites and workloads', () => {
  const suite = published['suite.schema.json'] as ObjectSchema;
  expect(suite.required).toEqual([
    'name',
    'description',
    'host',
    'defaults',
    'loads',
    'modes',
    'repeats',
  ]);
  expect((published['workload.schema.json'] as ObjectSchema).required).toContain('workload');
  expect((published['validation.schema.json'] as ObjectSchema).required).toContain('results');
});
