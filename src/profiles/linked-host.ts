import type { HostProfile } from './host-profile.js';

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
  return {
    ...host,
    name: `${host.name}-${String(gbitPerSecond).replace('.', 'p')}gbit`,
    parameters: {
      ...host.parameters,
      linkGbitPerSecond: { value: gbitPerSecond, provenance: 'assumed', source: option },
    },
  };
}
