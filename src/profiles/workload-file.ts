import { loadProfile, type ProfileKind, shippedProfiles } from './profile-file.js';
import { type WorkloadProfile, workloadProfileSchema } from './workload.js';

const workloadKind: ProfileKind<typeof workloadProfileSchema> = {
  noun: 'workload profile',
  folder: 'workloads',
  option: '--workload',
  schema: workloadProfileSchema,
};

/** Names of the workload profiles that the package ships, sorted. */
export function shippedWorkloads(): string[] {
  return shippedProfiles(workloadKind);
}

/**
 * Loads a workload profile by name or from a file, as host profiles are.
 *
 * @throws InputError naming the file and the JSON path of what is wrong
 */
export function loadWorkloadProfile(reference: string): WorkloadProfile {
  return loadProfile(workloadKind, reference);
}
