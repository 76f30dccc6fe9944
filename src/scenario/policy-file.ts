import { InputError } from './input-error.js';
import { type Policy, policySchema, postcopyPath } from './policy.js';
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
 * @throws InputError naming the file and the JSON path of what is wrong, or of what would start
 *   postcopy: that is not modelled, and a run that left it out would show another policy
 */
export function loadPolicy(reference: string): Policy {
  const policy = loadProfile(policyKind, reference);
  const path = postcopyPath(policy);
  if (path === null) return policy;
  throw new InputError({
    subject: path,
    file: `policy ${policy.name}`,
    problem: 'would start postcopy, which is not modelled yet',
  });
}
