import fc from 'fast-check';
import { csvText } from '../../src/documents/csv.js';
import { publishedReferenceSchema } from '../../src/validate/published-reference.js';
import * as z from 'zod/mini';
import { type Content, documentOf, textOf } from './content.js';
import type { Corpus } from './corpus.js';
import type { JsonSchema } from './json-schema.js';
import { schemaNamed } from './profile-documents.js';
import { valuesOf } from './schema-values.js';

/** Published tables of small guests. */
export const references: fc.Arbitrary<Content> = valuesOf(
  z.toJSONSchema(publishedReferenceSchema, { io: 'input' }) as JsonSchema,
  {
    cpus: fc.constantFrom(1, 2),
    mem_gb: fc.constantFrom(1, 2),
    mean_bandwidth_gbit_s: fc.constantFrom(0.5, 3, 10),
    stress_mem_mb: fc.constantFrom(5, 20, 100),
    mode: fc.constantFrom('original', 'original', 'background sync', 'x'),
  },
).map(documentOf);

const answers = fc.record(
  {
    status: fc.constantFrom('measured', 'measured', 'unstarted'),
    'dirty-rate': fc.constantFrom(0, 1, 40, 400),
    'calc-time': fc.constantFrom(1, 2, 10),
    'calc-time-unit': fc.constantFrom('second', 'millisecond'),
    mode: fc.constantFrom('page-sampling', 'dirty-ring', 'dirty-bitmap'),
  },
  { requiredKeys: ['status', 'calc-time', 'dirty-rate'], noNullPrototype: true },
);

/** QEMU's answers to query-dirty-rate. */
export const dirtyRates: fc.Arbitrary<Content> = fc.oneof(
  answers.map(documentOf),
  answers.map((answer) => documentOf({ return: answer })),
  fc.array(answers, { minLength: 1, maxLength: 3 }).map(documentOf),
);

/** Results of all forms: those that the program wrote, and those that their schema accepts. */
export function resultsOf({ reports, results, texts }: Corpus): fc.Arbitrary<Content> {
  const drawn = valuesOf(schemaNamed('results'), {
    timeline: fc.constant([]),
  });
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...results).map(documentOf) },
    { weight: 2, arbitrary: drawn.map(documentOf) },
    { weight: 2, arbitrary: fc.constantFrom(...texts.ndjson).map(textOf) },
    { weight: 2, arbitrary: fc.constantFrom(...texts.csv).map(textOf) },
    { weight: 2, arbitrary: fc.constantFrom(...reports).map(documentOf) },
  );
}

/** A matrix as CSV or as JSON. */
export function matricesOf(
  rows: fc.Arbitrary<Readonly<Record<string, string>>>,
): fc.Arbitrary<Content> {
  return fc
    .tuple(fc.array(rows, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([points, isCsv]) => {
      if (!isCsv) return documentOf(points);
      const header = [...new Set(points.flatMap((point) => Object.keys(point)))];
      return textOf(
        csvText({ header, rows: points.map((point) => header.map((key) => point[key])) }),
      );
    });
}
