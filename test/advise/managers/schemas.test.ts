import { expect, test } from 'vitest';
import { candidateOf } from '../../../src/advise/candidate.js';
import { throttle } from '../../../src/advise/kinds/auto-converge.js';
import { kubevirt } from '../../../src/advise/managers/kubevirt.js';
import { nova } from '../../../src/advise/managers/nova.js';
import { destinationCommands, qmpCommands } from '../../../src/advise/managers/qmp-commands.js';
import { virsh } from '../../../src/advise/managers/virsh.js';
import { InputError } from '../../../src/input/input-error.js';
import { isAtLeast, qemuVersions } from '../../../src/profiles/qemu-version.js';
import type { Settings } from '../../../src/settings/resolve.js';
import { hostProfile } from '../../support/hosts.js';
import {
  kubevirtFaults,
  novaFaults,
  qmpFaults,
  virshFaults,
} from '../../support/manager-faults.js';

const ways: readonly Settings[] = [
  {},
  throttle(1, 1, 1),
  throttle(20, 10, 99),
  throttle(80, 99, 99),
  { multifd: true, multifdChannels: 2 },
  { multifd: true, multifdChannels: 255, ...throttle(50, 20, 80) },
  { postCopy: true, postCopyIters: 2 },
  { postCopy: true, postCopyIters: 3, postcopyPreempt: true },
  { compressionXbzrle: true, compressionXbzrleCache: 10 },
  { compressionXbzrle: true, compressionXbzrleCache: 100 },
  { dirtyLimit: true, dirtyRingSize: 4096, vcpuDirtyLimit: 1 },
  { dirtyLimit: true, dirtyRingSize: 4096, vcpuDirtyLimit: 500 },
];
const downtimes = [1, 99, 240, 2_000_000];

/** All that a version does not refuse. */
const candidates = qemuVersions.flatMap((qemu) =>
  ways.flatMap((way) =>
    downtimes.flatMap((downtime) => {
      const dirtyLog = isAtLeast(qemu, '7.2') ? {} : { dirtyLog: 'clear-at-sync' as const };
      const base = { mem: 3, stressMem: 64, host: hostProfile(), qemu, downtime, ...dirtyLog };
      try {
        return [candidateOf({ ...base, ...way })];
      } catch (error) {
        if (error instanceof InputError) return [];
        throw error;
      }
    }),
  ),
);

test('there is something to look at in each version', () => {
  for (const version of qemuVersions) {
    const some = candidates.filter(({ scenario }) => scenario.version === version);
    expect(some.length, version).toBeGreaterThanOrEqual(downtimes.length * 4);
  }
});

test("QMP commands are those of QEMU's schema", () => {
  for (const { scenario } of candidates) {
    // Before 2.8 limits were commands that the schema of today has no more; managers.test.ts has them.
    if (!isAtLeast(scenario.version, '2.8')) continue;
    const lines = [...qmpCommands(scenario), ...destinationCommands(scenario)];
    expect(qmpFaults(lines, scenario.version), lines.join('\n')).toEqual([]);
  }
});

test.each([1, 30, 1_000_000])(
  'what managers are told is as they document it, %i s a GiB',
  (timeout) => {
    for (const { scenario } of candidates) {
      const { settings, version } = scenario;
      const [typed, options, policy] = [virsh, nova, kubevirt].map(
        (manager) => manager.instructions(settings, timeout).lines,
      );
      expect(typed.flatMap(virshFaults), typed.join('\n')).toEqual([]);
      expect(novaFaults(options, version), options.join('\n')).toEqual([]);
      expect(kubevirtFaults(policy), policy.join('\n')).toEqual([]);
    }
  },
);

test.each([
  [qmpFaults(['{"execute":"migrate_cancel_all"}'], '10.0'), 'migrate_cancel_all is unknown'],
  [
    qmpFaults(['{"execute":"migrate-set-parameters","arguments":{"vcpu-dirty-limit":5}}'], '7.2'),
    'vcpu-dirty-limit is not in 7.2',
  ],
  [
    qmpFaults(
      [
        '{"execute":"migrate-set-parameters","arguments":{"cpu-throttle-initial":50,"max-cpu-throttle":40}}',
      ],
      '9.1',
    ),
    'max-cpu-throttle = 40 is not within 50 to 99',
  ],
  [virshFaults('virsh migrate --live --parallel-connections 4 D U'), 'without --parallel'],
  [
    virshFaults('virsh migrate --live --auto-converge-max 80 D U'),
    '--auto-converge-max is unknown',
  ],
  [virshFaults('virsh migrate-setmaxdowntime D 2000001'), 'is not within 0 to 2000000'],
  [novaFaults(['[libvirt]', 'live_migration_downtime = 99'], '9.1'), 'is not within 100 to'],
  [novaFaults(['[libvirt]', 'live_migration_permit_postcopy = true'], '9.1'), 'is unknown'],
  [
    novaFaults(['[libvirt]', 'live_migration_parallel_connections = 4 # since 33.0'], '10.1'),
    'live_migration_parallel_connections = 4 # since 33.0 is no int',
  ],
  [
    novaFaults(
      [
        '[libvirt]',
        'live_migration_permit_post_copy = true',
        'live_migration_parallel_connections = 4',
      ],
      '9.1',
    ),
    'parallel connections and postcopy with QEMU 9.1',
  ],
  [kubevirtFaults(['kind: MigrationPolicy', 'spec:', '  allowPostcopy: yes']), 'allowPostcopy'],
])('a line that a manager would not take is found: %j', (faults, fault) => {
  expect(faults.join('\n')).toContain(fault);
});
