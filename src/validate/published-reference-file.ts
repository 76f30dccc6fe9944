import { join } from 'node:path';
import { readJsonFile } from '../profiles/json-file.js';
import { knownName } from '../input/known-name.js';
import { packageRoot } from '../profiles/package-root.js';
import { isPath } from '../profiles/profile-file.js';
import { loadAnySuite, shippedSuites } from '../settings/suite-file.js';
import type { Suite } from '../settings/suite.js';
import { type PublishedReference, publishedReferenceSchema } from './published-reference.js';

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
