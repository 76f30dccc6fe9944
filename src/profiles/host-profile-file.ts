import { type HostProfile, hostProfileSchema } from './host-profile.js';
import { loadProfile, type ProfileKind, shippedProfiles } from './profile-file.js';

const hostKind: ProfileKind<typeof hostProfileSchema> = {
  noun: 'host profile',
  folder: 'hosts',
  option: '--host',
  schema: hostProfileSchema,
};

/** Names of the host profiles that the package ships, sorted. */
export function shippedHosts(): string[] {
  return shippedProfiles(hostKind);
}

/**
 * Loads a host profile by the name of a shipped one or, if `reference` ends in `.json` or has a
 * path separator, from a file.
 *
 * @param option the option that names it, for errors
 * @throws InputError naming the file and the JSON path of what is wrong
 */
export function loadHostProfile(reference: string, option = hostKind.option): HostProfile {
  return loadProfile({ ...hostKind, option }, reference);
}
