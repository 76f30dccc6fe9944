import { join } from 'node:path';
import * as z from 'zod/mini';
import { list } from '../input/schema-list.js';
import { nonNegativeInt as count } from '../input/schema-fields.js';
import { readJsonFile } from '../profiles/json-file.js';
import { knownName } from '../input/known-name.js';
import { packageRoot } from '../profiles/package-root.js';
import { isPath } from '../profiles/profile-file.js';
import { loadAnySuite, shippedSuites } from '../settings/suite-file.js';
import type { Suite } from '../settings/suite.js';

/** One published run: a row of a cover letter's table. */
const publishedRunSchema = z.strictObject({
  total_time_ms: count,
  downtime_ms: count,
  iterations: count,
  max_throttle_percent: count,
});

const publishedCellSchema = z.strictObject({
  stress_mem_mb: z.int().check(z.positive()),
  mode: z.string(),
  runs: list(publishedRunSchema).check(z.minLength(1)),
});

/** Published tables of one test bed, as they lie in `results/published/`. */
export const publishedReferenceSchema = z.strictObject({
  name: z.string(),
  source: z.string(),
  testbed: z.strictObject({
    cpus: z.int().check(z.positive()),
    mem_gb: z.int().check(z.positive()),
    mean_bandwidth_gbit_s: z.number().check(z.positive()),
    transport: z.string(),
  }),
  command: z.string(),
  repeats: count,
  loads_mb: list(z.int()),
  modes: list(z.string()),
  cells: list(publishedCellSchema).check(z.minLength(1)),
});

export type PublishedReference = z.infer<typeof publishedReferenceSchema>;
export type PublishedCell = z.infer<typeof publishedCellSchema>;
export type PublishedRun = z.infer<typeof publishedRunSchema>;

/** The shipped suites that reproduce published tables. */
export function publishedSuites(): readonly (Suite & { readonly reference: string })[] {
  return shippedSuites()
    .map(loadAnySuite)
    .flatMap(({ kind, suite }) =>
      kind === 'comparisons' || suite.reference === undefined
        ? []
        : [{ ...suite, reference: suite.reference }],
    );
}

/**
 * Loads published tables by the name of shipped ones or from a file.
 *
 * @throws InputError naming the file and the JSON path of what is wrong
 */
export function loadPublishedReference(reference: string): PublishedReference {
  const names = publishedSuites().map((suite) => suite.reference);
  const option = '--reference';
  const allowed = `${names.join(', ')}, or the path of a file of published tables`;
  if (isPath(reference))
    return readJsonFile(reference, publishedReferenceSchema, { option, allowed });
  const problem = 'is not the name of published tables';
  const name = knownName(reference, names, { subject: option, problem, allowed });
  const file = join(packageRoot(), 'results', 'published', `${name}.json`);
  return readJsonFile(file, publishedReferenceSchema, { option, allowed });
}
