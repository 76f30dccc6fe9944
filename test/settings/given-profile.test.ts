import { describe, expect, test } from 'vitest';
import { runRecord } from '../../src/results/run-record.js';
import { simulate } from '../../src/engines/simulate.js';
import { resolve, type Settings } from '../../src/settings/resolve.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { hostWithLink } from '../../src/profiles/linked-host.js';
import { inputErrorOf } from '../support/thrown-input-error.js';

const light: Settings = { stressMem: 20, sleep: 0 };

describe('the link of the hosts', () => {
  test.each([
    ['Gbit/s', { linkGbit: 0.9 }],
    ['Mbit/s', { linkMbit: 900 }],
    ['text with a unit', { linkGbit: '900Mbit' }],
  ] as const)('is what is given in %s', (_unit, link) => {
    const { host } = resolve({ ...light, ...link });
    const expected = hostWithLink(loadHostProfile('generic-10g'), 0.9, 'x');
    expect(host.name).toBe('generic-10g-0p9gbit');
    expect(host.numbers).toEqual(resolve({ ...light, host: expected }).host.numbers);
  });

  test('is worked out once for migrations over the same one', () => {
    const host = loadHostProfile('generic-10g');
    const [one, same, other] = [0.9, 0.9, 1].map(
      (linkGbit) => resolve({ ...light, host, linkGbit }).host,
    );
    expect(same).toBe(one);
    expect(other.numbers.linkGbitPerSecond).toBe(1);
  });

  test.each(['qemu', 'cloud-hypervisor'] as const)(
    'is in the record of %s, where it is given',
    (vmm) => {
      const parametersOf = (settings: Settings) =>
        runRecord(simulate(resolve({ ...light, vmm, ...settings }))).parameters;
      expect(parametersOf({ linkMbit: 2500 })).toMatchObject({ link_gbit: 2.5 });
      expect(parametersOf({})).not.toHaveProperty('link_gbit');
      expect(parametersOf({})).not.toHaveProperty('ram_in_use');
      expect(parametersOf({ ramInUse: 'all' })).toMatchObject({ ram_in_use: 'all' });
    },
  );

  test('is given once', () => {
    const twice = () => resolve({ ...light, linkGbit: 1, linkMbit: 1000 });
    expect(inputErrorOf(twice).message).toBe('linkMbit: contradicts linkGbit');
  });
});
