import { type Policy, policySchema } from './policy.js';
import { loadProfile, type ProfileKind, shippedProfiles } from './profile-file.js';

const policyKind: ProfileKind<typeof policySchema> = {
  noun: 'policy',
  folder: 'policies',
  option: '--policy',
  schema: policySchema,
};

/** Names of the policies that the package ships, sorted. */
export function shippedPolicies(): string[] {
  return shippedProfiles(policyKind);
}

/**
 * Loads an operator's policy by name or from a file, as host profiles are.
 *
 * @throws InputError naming the file and the JSON path of what is wrong
 */
export function loadPolicy(reference: string): Policy {
  return loadProfile(policyKind, reference);
}
