import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../../src/profiles/package-root.js';
import { resolve, type Settings } from '../../../src/settings/resolve.js';
import { engineFeatures, featuresOf } from '../../../src/validate/ledger/features.js';

const engines = join(packageRoot(), 'src', 'engines');

test('the ledger has each folder of a feature of QEMU', () => {
  const folders = readdirSync(join(engines, 'qemu', 'features'));
  expect(engineFeatures.qemu.toSorted()).toEqual(['precopy', ...folders].toSorted());
});

/** What the engine is made of beside its features; a new file is one or the other. */
const parts = [
  'cloud-hypervisor-assembly',
  'cloud-hypervisor-engine',
  'cloud-hypervisor-guest',
  'cloud-hypervisor-log',
  'cloud-hypervisor-migration',
  'cloud-hypervisor-parts',
  'cloud-hypervisor-query',
  'cloud-hypervisor-rules',
  'cloud-hypervisor',
  'context',
  'costs',
  'dirty-rate',
  'dirty-sources',
  'dirty-tables',
  'downtime-steps',
  'harvest',
  'journal',
  'memory-metrics',
  'metrics',
  'notes',
  'refusals',
  'report',
  'request',
  'settings',
  'stop-rule',
  'switchover',
];

test('each file of Cloud Hypervisor is a feature of the ledger, or a part of them', () => {
  const files = readdirSync(join(engines, 'cloud-hypervisor')).map((file) => basename(file, '.ts'));
  expect([...engineFeatures['cloud-hypervisor'], ...parts].toSorted()).toEqual(files.toSorted());
});

const ch = { vmm: 'cloud-hypervisor' } as const;

test.each([
  [{}, ['precopy']],
  [{ autoConverge: true }, ['auto-converge', 'background-sync']],
  [{ autoConverge: true, backgroundSync: 'off' }, ['auto-converge']],
  [{ multifd: true, multifdCompression: 'zstd' }, ['compression', 'multifd']],
  [{ qemu: '9.0', compressionMt: true }, ['compression']],
  [{ deviceState: 10 }, ['device-state']],
  [{ dirtyRingSize: 4096, dirtyLimit: true }, ['dirty-limit']],
  [{ freePageHint: 'qemu-hinting' }, ['free-page']],
  [{ policy: 'libvirt-postcopy' }, ['policy', 'postcopy']],
  [{ postCopy: true }, ['postcopy']],
  [{ maxFullPasses: 3 }, ['stop-conditions']],
  [{ pauseAfter: 3 }, ['stop-conditions']],
  [{ compressionXbzrle: true }, ['xbzrle']],
  [ch, ['memory-loop']],
  [{ ...ch, connections: 4 }, ['memory-connections']],
  [{ ...ch, variant: 'cyberus-dlw' }, ['dirty-log-worker', 'vcpu-throttle']],
  [{ ...ch, sharedMemory: true }, ['first-table']],
  [{ ...ch, stressMem: 64, vhostUserMem: 64 }, ['vhost-user']],
] as readonly (readonly [Settings, readonly string[]])[])('%j uses %j', (settings, features) => {
  expect(featuresOf(resolve(settings))).toEqual(features);
});
