import * as z from 'zod/mini';
import { type ComparisonSuite, comparisonSuiteSchema } from './comparison-suite.js';
import { InputError } from '../input/input-error.js';
import { loadProfile, type ProfileKind, shippedProfiles } from '../profiles/profile-file.js';
import { type Suite, suiteSchema } from './suite.js';

/** A suite of either kind. */
export type AnySuite =
  | { readonly kind: 'loads'; readonly suite: Suite }
  | { readonly kind: 'comparisons'; readonly suite: ComparisonSuite };

function suiteKind<Schema extends z.ZodMiniType>(schema: Schema): ProfileKind<Schema> {
  return { noun: 'suite', folder: 'suites', option: '--suite', schema };
}

/** What tells the kinds apart, and those that reproduce published tables from the others. */
const eitherKind = suiteKind(
  z.looseObject({ comparisons: z.optional(z.unknown()), reference: z.optional(z.unknown()) }),
);

/** Names of the suites that the package ships, sorted. */
export function shippedSuites(): string[] {
  return shippedProfiles(eitherKind);
}

/** The shipped suites that reproduce published tables; of the others only so much is read as tells that. */
export function publishedSuites(): readonly (Suite & { readonly reference: string })[] {
  return shippedSuites()
    .filter((name) => loadProfile(eitherKind, name).reference !== undefined)
    .map(loadSuite)
    .flatMap((suite) =>
      suite.reference === undefined ? [] : [{ ...suite, reference: suite.reference }],
    );
}

/**
 * Loads a suite by name or from a file, as host profiles are: of loads and modes, or of guestperf's
 * comparisons.
 *
 * @throws InputError naming the file and the JSON path of what is wrong
 */
export function loadAnySuite(reference: string): AnySuite {
  const hasComparisons = loadProfile(eitherKind, reference).comparisons !== undefined;
  return hasComparisons
    ? { kind: 'comparisons', suite: loadProfile(suiteKind(comparisonSuiteSchema), reference) }
    : { kind: 'loads', suite: loadProfile(suiteKind(suiteSchema), reference) as unknown as Suite };
}

/**
 * Loads a suite of loads and modes.
 *
 * @throws InputError as `loadAnySuite`, and if the suite is of comparisons
 */
export function loadSuite(reference: string): Suite {
  const { kind, suite } = loadAnySuite(reference);
  if (kind === 'loads') return suite;
  throw new InputError({
    subject: '--suite',
    value: reference,
    problem: 'is a suite of comparisons, which only batch runs',
  });
}
