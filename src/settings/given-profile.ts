import type * as z from 'zod/mini';
import type { HostProfile } from '../profiles/host-profile.js';
import { type GivenLink, hostWithGivenLink } from '../profiles/linked-host.js';
import { loadProfile, type ProfileKind } from '../profiles/profile-file.js';
import { profileKinds, type ProfileName } from '../profiles/profile-files.js';
import type { GivenSettings } from './given-settings.js';
import { settingTable } from './table.js';

/**
 * The pair of hosts, with the link that was given.
 *
 * @throws InputError if there is no such profile, or its link was given twice
 */
export function givenHost(given: GivenSettings): HostProfile {
  const profile = profileOf('host', given) as HostProfile;
  const [linkGbit, linkMbit] = ['linkGbit', 'linkMbit'].map((key) => given.value(key));
  return hostWithGivenLink(profile, { linkGbit, linkMbit } as GivenLink, (key) => given.name(key));
}

/**
 * A profile that was named, or written out.
 *
 * @throws InputError if there is none of the name, or it is not accepted
 */
export function profileOf(key: ProfileName, given: GivenSettings): unknown {
  const profile = given.value(key) ?? settingTable[key].standard;
  if (typeof profile !== 'string') return profile;
  const kind: ProfileKind<z.ZodMiniType> = { ...profileKinds[key], option: given.name(key) };
  return loadProfile(kind, profile);
}
