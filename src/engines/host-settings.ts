import { decimal, type LooseSettings } from './setting.js';

/** Gbit/s; null where neither option is given. */
function givenGbit({ linkGbit, linkMbit }: LooseSettings): number | null {
  if (typeof linkGbit === 'number') return linkGbit;
  return typeof linkMbit === 'number' ? linkMbit / 1000 : null;
}

/** What takes the place of numbers of a host profile, whichever engine runs on it. */
export const hostSettings = {
  linkGbit: decimal({
    min: 0.001,
    max: 10_000,
    unit: 'Gbit/s',
    help: "rate of the link in Gbit/s, in place of the host profile's",
    standardText: "the host profile's",
    record: {
      key: 'link_gbit',
      description:
        'Rate of the link in Gbit/s, where it was given in place of that of the host profile',
      value: ({ settings }) => givenGbit(settings),
      isThere: ({ settings }) => givenGbit(settings) !== null,
    },
  }),
  linkMbit: decimal({
    min: 1,
    max: 10_000_000,
    unit: 'Mbit/s',
    help: 'rate of the link in Mbit/s',
  }),
};
