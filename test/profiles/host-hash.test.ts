import { expect, test } from 'vitest';
import { fnv1a } from '../../src/profiles/host-hash.js';
import { hostNumbers } from '../../src/profiles/host-numbers.js';
import { hostOf } from '../../src/profiles/host.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';

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
  const { connectMs } = hostNumbers.cloudHypervisor;
  const same = {
    ...host,
    name: 'another-name',
    description: 'Other words.',
    cloudHypervisor: { ...host.cloudHypervisor, connectMs: parameter(connectMs.standard ?? 0) },
  };
  expect(hostOf(host).hash).toMatch(/^[0-9a-f]{16}$/);
  expect(hostOf(same).hash).toBe(hostOf(host).hash);
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
  expect(new Set(others.map((other) => hostOf(other).hash)).size).toBe(others.length - 1);
});
