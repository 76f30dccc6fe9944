import { InputError } from '../input/input-error.js';
import type { HostProfile } from './host-profile.js';

interface LinkedHost {
  readonly gbitPerSecond: number;
  readonly option: string;
  readonly host: HostProfile;
}

/** The last one of each pair of hosts: what follows from a profile is worked out once for an object. */
const linked = new WeakMap<HostProfile, LinkedHost>();

/**
 * A pair of hosts with another link: its rate is replaced, and everything else is left, so that its
 * variability stays the same share of the rate.
 *
 * @param option what asked for it, as the source of the value
 */
export function hostWithLink(
  host: HostProfile,
  gbitPerSecond: number,
  option: string,
): HostProfile {
  const last = linked.get(host);
  if (last?.gbitPerSecond === gbitPerSecond && last.option === option) return last.host;
  const made = {
    ...host,
    name: `${host.name}-${String(gbitPerSecond).replace('.', 'p')}gbit`,
    parameters: {
      ...host.parameters,
      linkGbitPerSecond: { value: gbitPerSecond, provenance: 'assumed', source: option },
    },
  } as const;
  linked.set(host, { gbitPerSecond, option, host: made });
  return made;
}

/** The rate of a link as somebody gave it; neither where the profile's is meant. */
export interface GivenLink {
  readonly linkGbit?: number | null | undefined;
  readonly linkMbit?: number | null | undefined;
}

/**
 * A pair of hosts with the link that was given, if one was.
 *
 * @param name what the user calls a setting
 * @throws InputError if it was given twice
 */
export function hostWithGivenLink(
  host: HostProfile,
  { linkGbit, linkMbit }: GivenLink,
  name: (key: keyof GivenLink) => string,
): HostProfile {
  const isGbit = typeof linkGbit === 'number';
  if (typeof linkMbit !== 'number') {
    return isGbit ? hostWithLink(host, linkGbit, name('linkGbit')) : host;
  }
  if (!isGbit) return hostWithLink(host, linkMbit / 1000, name('linkMbit'));
  throw new InputError({ subject: name('linkMbit'), problem: `contradicts ${name('linkGbit')}` });
}
