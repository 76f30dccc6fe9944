import { expect, test } from 'vitest';
import { cloudHypervisorRefusals } from '../../src/engines/cloud-hypervisor/refusals.js';
import type { Settings } from '../../src/settings/resolve.js';
import { refused, unmet } from '../support/refused.js';

const cases: readonly (readonly [Settings, string])[] = [
  [
    { variant: 'ch-legacy', connections: 2 },
    'connections: 2 is too many for ch-legacy; allowed: 1',
  ],
  [
    { variant: 'ch-legacy', downtime: 300 },
    'downtime: ch-legacy has no downtime limit, it sends five passes at most',
  ],
  [{ variant: 'ch-legacy', timeout: 9 }, 'timeout: ch-legacy has no timeout'],
  [
    { variant: 'cyberus-mid', timeoutStrategy: 'ignore' },
    'timeoutStrategy: cyberus-mid has no timeout strategy',
  ],
  [
    { variant: 'cyberus-2025a', downtime: '3s', timeout: 2 },
    'downtime: 3000 is not shorter than timeout 2 s',
  ],
  [
    { variant: 'cyberus-2025b', downtime: 1000, timeout: 1 },
    'downtime: 1000 is not shorter than timeout 1 s',
  ],
  [
    { stressMem: 500, vhostUserMem: 525 },
    "vhostUserMem: 525 does not fit into the guest's RAM beside the workload; allowed: up to 524 (MiB)",
  ],
  [{ vhostUserMem: 1 }, "vhostUserMem: the workload leaves nothing of the guest's RAM (--mem)"],
  [{ vhostUserRate: 5 }, 'vhostUserRate: needs vhostUserMem'],
  [{ vhostUserInFlight: 5 }, 'vhostUserInFlight: needs vhostUserMem'],
  [
    { workerFault: 'sources' },
    'workerFault: sources needs the DirtyLogWorker of cyberus-dlw, and this is ch-main',
  ],
  [
    { variant: 'cyberus-dlw', workerFault: 'sources' },
    'workerFault: sources does nothing without a device that writes: needs vhostUserMem',
  ],
  [
    {
      variant: 'cyberus-dlw',
      stressMem: 9,
      vhostUserMem: 1,
      vhostUserInFlight: 0,
      workerFault: 'late-writes',
    },
    'workerFault: late-writes does nothing with vhostUserInFlight 0',
  ],
];

const all = cases.map(([settings]) => ({ vmm: 'cloud-hypervisor', ...settings }) as const);

test.each(cases)('%j', (settings, sentence) => {
  expect(refused({ vmm: 'cloud-hypervisor', ...settings })).toBe(sentence);
});

test('there is a case of each refusal', () => {
  expect(unmet(cloudHypervisorRefusals, all)).toEqual([]);
});

test.each<[Settings, string]>([
  [{ qemu: '9.1' }, 'qemu: is an option of QEMU; did you mean variant?'],
  [{ maxTime: 60 }, 'maxTime: is an option of QEMU; did you mean timeout?'],
  [{ multifd: true }, 'multifd: is an option of QEMU; did you mean connections?'],
  [
    { deadline: 9 },
    'deadline: is an option of QEMU; did you mean timeout with timeoutStrategy ignore?',
  ],
  [
    { autoConverge: true },
    'autoConverge: is an option of QEMU, and Cloud Hypervisor has none like it',
  ],
])('what only QEMU has: %j', (settings, sentence) => {
  expect(refused({ vmm: 'cloud-hypervisor', ...settings })).toBe(sentence);
});

test.each<[Settings, string]>([
  [{ variant: 'ch-main' }, 'variant: needs vmm cloud-hypervisor'],
  [{ connections: 2 }, 'connections: needs vmm cloud-hypervisor'],
])('what only Cloud Hypervisor has: %j', (settings, sentence) => {
  expect(refused(settings)).toBe(sentence);
});

test('a switch that is off is no setting of the other engine', () => {
  expect(refused({ vmm: 'cloud-hypervisor', autoConverge: false })).toBeNull();
  expect(refused({ sharedMemory: false })).toBeNull();
});
