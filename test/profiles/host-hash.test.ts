import { expect, test } from 'vitest';
import { fnv1a, hostHash } from '../../src/profiles/host-hash.js';
import { hostCloudHypervisorDefaults } from '../../src/profiles/host-cloud-hypervisor.js';
import { loadHostProfile } from '../../src/profiles/host-profile-file.js';

test('FNV-1a of 64 bits, as its authors list it', () => {
  expect(['', 'a', 'foobar'].map(fnv1a)).toEqual([
    'cbf29ce484222325',
    'af63dc4c8601ec8c',
    '85944171f73967e8',
  ]);
});

const host = loadHostProfile('generic-10g');
const parameter = (value: number) => ({ value, provenance: 'assumed', source: 'a test' }) as const;

test('hosts of the same numbers have one hash, whatever their words say', () => {
  const { connectMs } = hostCloudHypervisorDefaults;
  const same = {
    ...host,
    name: 'another-name',
    description: 'Other words.',
    cloudHypervisor: { ...host.cloudHypervisor, connectMs: parameter(connectMs) },
  };
  expect(hostHash(host)).toMatch(/^[0-9a-f]{16}$/);
  expect(hostHash(same)).toBe(hostHash(host));
});

test('each number, the accelerator and the form of the dirty log count', () => {
  const others = [
    host,
    { ...host, parameters: { ...host.parameters, vcpuStopUs: parameter(12_345) } },
    { ...host, transfer: { ...host.transfer, cores: parameter(3) } },
    { ...host, logStartPageNs: parameter(1) },
    { ...host, accelerator: 'tcg' as const },
    { ...host, dirtyLog: 'manual-protect' as const },
    { ...host, dirtyLog: 'clear-at-sync' as const },
  ];
  expect(new Set(others.map(hostHash)).size).toBe(others.length - 1);
});
