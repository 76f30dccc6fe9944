import { loadProfile, type ProfileKind, shippedProfiles } from './profile-file.js';
import { type Suite, suiteSchema } from './suite.js';

const suiteKind: ProfileKind<typeof suiteSchema> = {
  noun: 'suite',
  folder: 'suites',
  option: '--suite',
  schema: suiteSchema,
};

/** Names of the suites that the package ships, sorted. */
export function shippedSuites(): string[] {
  return shippedProfiles(suiteKind);
}

/**
 * Loads a suite by name or from a file, as host profiles are.
 *
 * @throws InputError naming the file and the JSON path of what is wrong
 */
export function loadSuite(reference: string): Suite {
  return loadProfile(suiteKind, reference);
}
