import { type HostProfile, hostProfileSchema } from './host-profile.js';
import { type Policy, policySchema } from './policy.js';
import { loadProfile, type ProfileKind, shippedProfiles } from './profile-file.js';
import { type WorkloadProfile, workloadProfileSchema } from './workload.js';

const hosts: ProfileKind<typeof hostProfileSchema> = {
  noun: 'host profile',
  folder: 'hosts',
  option: '--host',
  schema: hostProfileSchema,
};

const workloads: ProfileKind<typeof workloadProfileSchema> = {
  noun: 'workload profile',
  folder: 'workloads',
  option: '--workload',
  schema: workloadProfileSchema,
};

const policies: ProfileKind<typeof policySchema> = {
  noun: 'policy',
  folder: 'policies',
  option: '--policy',
  schema: policySchema,
};

/** Names of what the package ships of each kind of profile, sorted. */
export const shipped = {
  host: () => shippedProfiles(hosts),
  workload: () => shippedProfiles(workloads),
  policy: () => shippedProfiles(policies),
};

/**
 * Loads a host profile by the name of a shipped one or, if `reference` ends in `.json` or has a path separator, from
 * a file.
 *
 * @param option what names it, for errors
 * @throws InputError naming the file and the JSON path of what is wrong
 */
export function loadHostProfile(reference: string, option = hosts.option): HostProfile {
  return loadProfile({ ...hosts, option }, reference);
}

/** Loads a workload profile, as host profiles are. */
export function loadWorkloadProfile(reference: string, option = workloads.option): WorkloadProfile {
  return loadProfile({ ...workloads, option }, reference);
}

/** Loads an operator's policy, as host profiles are. */
export function loadPolicy(reference: string, option = policies.option): Policy {
  return loadProfile({ ...policies, option }, reference);
}
