import { type HostProfile, hostProfileSchema } from './host-profile.js';
import { type Policy, policySchema } from './policy.js';
import { loadProfile, ownProfiles, type ProfileKind, shippedProfiles } from './profile-file.js';
import { type WorkloadProfile, workloadProfileSchema } from './workload.js';

export interface ProfileKinds {
  readonly host: ProfileKind<typeof hostProfileSchema>;
  readonly workload: ProfileKind<typeof workloadProfileSchema>;
  readonly policy: ProfileKind<typeof policySchema>;
}

/** Each kind of profile, by the option that names one. */
export const profileKinds: ProfileKinds = {
  host: {
    noun: 'host profile',
    folder: 'hosts',
    option: '--host',
    schema: hostProfileSchema,
  },
  workload: {
    noun: 'workload profile',
    folder: 'workloads',
    option: '--workload',
    schema: workloadProfileSchema,
  },
  policy: {
    noun: 'policy',
    folder: 'policies',
    option: '--policy',
    schema: policySchema,
  },
};

export type ProfileName = keyof typeof profileKinds;

/** Names of what the package ships of each kind of profile, sorted. */
export const shipped = {
  host: () => shippedProfiles(profileKinds.host),
  workload: () => shippedProfiles(profileKinds.workload),
  policy: () => shippedProfiles(profileKinds.policy),
};

/** Names of the host profiles of the user, sorted. */
export function ownHosts(): string[] {
  return ownProfiles(profileKinds.host);
}

/**
 * Loads a host profile by the name of a shipped one or, if `reference` ends in `.json` or has a path separator, from
 * a file.
 *
 * @param option what names it, for errors
 * @throws InputError naming the file and the JSON path of what is wrong
 */
export function loadHostProfile(reference: string, option = '--host'): HostProfile {
  return loadProfile({ ...profileKinds.host, option }, reference);
}

/** Loads a workload profile, as host profiles are. */
export function loadWorkloadProfile(reference: string, option = '--workload'): WorkloadProfile {
  return loadProfile({ ...profileKinds.workload, option }, reference);
}

/** Loads an operator's policy, as host profiles are. */
export function loadPolicy(reference: string, option = '--policy'): Policy {
  return loadProfile({ ...profileKinds.policy, option }, reference);
}
