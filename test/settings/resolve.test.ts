import { describe, expect, test } from 'vitest';
import { cloudHypervisorVariants } from '../../src/engines/cloud-hypervisor/cloud-hypervisor.js';
import { cloudHypervisorSettings } from '../../src/engines/cloud-hypervisor/settings.js';
import { qemuSettings } from '../../src/engines/qemu/settings.js';
import type { SettingTable } from '../../src/engines/setting.js';
import { simulate } from '../../src/engines/simulate.js';
import { hostOf } from '../../src/profiles/host.js';
import {
  loadHostProfile,
  loadPolicy,
  loadWorkloadProfile,
} from '../../src/profiles/profile-files.js';
import { qemuVersions } from '../../src/profiles/qemu-version.js';
import { resultsDocumentSchema } from '../../src/results/results-document.js';
import { runRecord } from '../../src/results/run-record.js';
import { resolve, type Settings } from '../../src/settings/resolve.js';
import { run } from '../cli/program.js';
import { hostProfile } from '../support/hosts.js';

describe('what is not given', () => {
  test("has guestperf's default, or QEMU's where guestperf has none", () => {
    expect(resolve({})).toMatchObject({
      name: 'perfreport',
      mode: 'precopy',
      vmm: 'qemu',
      version: '10.2',
      workload: { kind: 'stress', stressMib: 1024 },
      host: { name: 'generic-10g' },
      seed: '1',
      repeat: 1,
      verify: false,
      policy: null,
      settings: {
        cpus: 1,
        mem: 1,
        vmMem: 1536,
        sleep: 15,
        maxIters: 30,
        maxTime: 300,
        bandwidth: 125_000,
        downtime: 500,
        autoConverge: false,
        autoConvergeStep: 10,
        throttleInitial: 20,
        maxThrottle: 99,
        throttleTailslow: false,
        throttleTriggerThreshold: 50,
        pause: false,
        pauseIters: 5,
        postCopy: false,
        postCopyIters: 5,
        multifd: false,
        multifdChannels: 2,
        compressionXbzrle: false,
        compressionXbzrleCache: 10,
        dirtyRingSize: 0,
        dirtyLimit: false,
        xVcpuDirtyLimitPeriod: 500,
        vcpuDirtyLimit: 1,
      },
    });
  });

  const tables: readonly (readonly [Settings, SettingTable])[] = [
    ...qemuVersions.map((qemu) => [{ qemu }, qemuSettings] as const),
    ...cloudHypervisorVariants.map(
      (variant) => [{ vmm: 'cloud-hypervisor', variant }, cloudHypervisorSettings] as const,
    ),
  ];

  test.each(tables)('%j: each setting has a value, within its range', (settings, table) => {
    const values: Readonly<Record<string, unknown>> = resolve(settings).settings;
    expect(Object.keys(values).toSorted()).toEqual(Object.keys(table).toSorted());
    for (const [key, { form }] of Object.entries(table)) {
      const value = values[key];
      expect(value, key).not.toBe(undefined);
      if (value === null || (form.kind !== 'integer' && form.kind !== 'number')) continue;
      expect(value, key).toBeGreaterThanOrEqual(form.min);
      expect(value, key).toBeLessThanOrEqual(form.max ?? Infinity);
    }
  });

  test.each<[Settings, object]>([
    [{ qemu: '9.1', autoConverge: true }, { backgroundSync: 'off' }],
    [{ qemu: '9.2', autoConverge: true }, { backgroundSync: 'merged' }],
    [{ qemu: '10.2', autoConverge: true }, { backgroundSync: 'merged' }],
    [{ qemu: '10.2', autoConverge: true, backgroundSync: 'off' }, { backgroundSync: 'off' }],
    [{ qemu: '10.2' }, { backgroundSync: 'off' }],
    [{ qemu: '8.2' }, { zeroPageDetection: 'legacy' }],
    [{ qemu: '9.0' }, { zeroPageDetection: 'multifd' }],
    [{ qemu: '9.2', multifd: true }, { deviceStateTransfer: 'serial' }],
    [{ qemu: '10.0', multifd: true }, { deviceStateTransfer: 'parallel' }],
    [{ qemu: '10.0' }, { deviceStateTransfer: 'serial' }],
    [
      { qemu: '9.0', multifd: true, deviceStateChannels: 1 },
      { deviceStateTransfer: 'parallel', deviceStateChannels: 1 },
    ],
    [{ mem: 4 }, { vmMem: 4608 }],
    [{ mem: 4, vmMem: 4096 }, { vmMem: 4096 }],
    [{ host: 'vfio-2024' }, { deviceState: 400 }],
    [{ host: 'vfio-2024', deviceState: 0 }, { deviceState: 0 }],
    [{ host: 'kvm-2016' }, { dirtyLog: 'clear-at-sync' }],
    [{ host: 'kvm-2016', dirtyLog: 'manual-protect' }, { dirtyLog: 'manual-protect' }],
  ])('%j implies %j', (settings, implied) => {
    expect(resolve(settings).settings).toMatchObject(implied);
  });

  test.each([
    ['ch-main', { downtime: 300, timeout: 3600 }],
    ['ch-legacy', { downtime: null, timeout: null }],
    ['cyberus-2025a', { downtime: 500, timeout: 3600 }],
    ['cyberus-mid', { downtime: 300, timeout: null }],
  ] as const)('%s has its own limits', (variant, limits) => {
    const scenario = resolve({ vmm: 'cloud-hypervisor', variant });
    expect(scenario).toMatchObject({ mode: variant, version: variant, settings: limits });
  });

  test('is the same as null and undefined from JavaScript', () => {
    const loose = { cpus: undefined, deadline: null } as unknown as Settings;
    expect(resolve(loose)).toEqual(resolve({}));
  });
});

describe('a quantity', () => {
  test.each<[Settings, object]>([
    [{ mem: '8G' }, { mem: 8 }],
    [{ mem: '50GiB' }, { mem: 50 }],
    [{ mem: '2048MiB' }, { mem: 2 }],
    [{ vmMem: '2G' }, { vmMem: 2048 }],
    [{ deviceState: '1.5GiB' }, { deviceState: 1536 }],
    [{ downtime: '300ms' }, { downtime: 300 }],
    [{ downtime: '1.5s' }, { downtime: 1500 }],
    [{ maxTime: '2h' }, { maxTime: 7200 }],
    [{ sleep: '1min' }, { sleep: 60 }],
    [{ bandwidth: '1GiB/s' }, { bandwidth: 1024 }],
    [{ bandwidth: '10Gbit' }, { bandwidth: 1192 }],
    [{ bandwidth: '800Mbit/s' }, { bandwidth: 95 }],
    [{ throttleInitial: '30%' }, { throttleInitial: 30 }],
    [{ cpus: '16' }, { cpus: 16 }],
    [{ mem: ' 4 GiB ' }, { mem: 4 }],
  ])('%j is %j', (written, settings) => {
    expect(resolve(written).settings).toMatchObject(settings);
  });

  test('of a load is one too', () => {
    expect(resolve({ stressMem: '1G', mem: '2G' }).workload).toEqual({
      kind: 'stress',
      stressMib: 1024,
    });
  });
});

describe('a profile', () => {
  const workload = loadWorkloadProfile('idle');
  const policy = loadPolicy('kubevirt');

  test('is named, or given as it is', () => {
    const named = resolve({ host: 'smartx-v1', workload: 'idle', policy: 'kubevirt' });
    expect(named).toEqual(resolve({ host: loadHostProfile('smartx-v1'), workload, policy }));
    expect(named).toMatchObject({
      name: 'idle',
      version: '9.1',
      workload: { kind: 'idle' },
      policy,
    });
  });

  test('of a workload may be the workload alone, with the defaults of one', () => {
    const ended = { kind: 'ended', junkMib: 64 } as const;
    expect(resolve({ workload: ended as never })).toMatchObject({
      name: 'perfreport',
      workload: { ...ended, restInUse: false, background: { kind: 'idle' } },
    });
  });

  test('of a host has numbers for all that it does not say', () => {
    const { host } = resolve({ host: hostProfile({ linkGbitPerSecond: 25 }) });
    expect(host).toEqual(hostOf(hostProfile({ linkGbitPerSecond: 25 })));
    expect(host.numbers).toMatchObject({ linkGbitPerSecond: 25, connectMs: 50, placePageNs: 500 });
    expect(Object.values(host.numbers).every((value) => typeof value === 'number')).toBe(true);
  });

  test('of a policy that permits auto-converge turns it on, and what comes with it', () => {
    const permits = {
      ...policy,
      policy: { ...policy.policy, allowAutoConverge: true },
    } as typeof policy;
    const { mode, settings } = resolve({ qemu: '10.0', policy: permits });
    expect(settings).toMatchObject({ autoConverge: true, backgroundSync: 'merged' });
    expect(mode).toBe('background sync');
    expect(resolve({ qemu: '10.0', policy }).settings).toMatchObject({ autoConverge: false });
  });
});

test.each<[Settings, object]>([
  [{ mode: 'precopy' }, { autoConverge: false, backgroundSync: 'off' }],
  [{ mode: 'original' }, { autoConverge: true, backgroundSync: 'off' }],
  [{ mode: 'merged' }, { autoConverge: true, backgroundSync: 'merged' }],
  [
    { mode: 'v1+responsive', qemu: '9.1' },
    { autoConverge: true, backgroundSync: 'v1', responsiveThrottle: true },
  ],
])('the mode of %j stands for %j', (settings, meant) => {
  expect(resolve(settings).settings).toMatchObject(meant);
});

test.each<[Settings, string]>([
  [{}, 'precopy'],
  [{ qemu: '9.1', autoConverge: true }, 'original'],
  [{ freePageHint: 'qemu-hinting' }, 'precopy + free pages: qemu-hinting'],
  [{ postCopy: true, compressionXbzrle: true }, 'precopy + postcopy + XBZRLE'],
  [{ qemu: '8.1', compressionMt: true }, 'precopy + compress'],
  [{ multifd: true, multifdCompression: 'zstd' }, 'precopy + zstd'],
  [{ dirtyRingSize: 4096, dirtyLimit: true }, 'dirty limit'],
  [{ vmm: 'cloud-hypervisor', connections: 4 }, 'ch-main, 4 connections'],
])('a run of %j is called %s', (settings, mode) => {
  expect(resolve(settings).mode).toBe(mode);
  expect(resolve(settings, { mode: 'mine', name: 'a', repeat: 7 })).toMatchObject({
    mode: 'mine',
    name: 'a',
    repeat: 7,
  });
});

test('the library means what the command line means', async () => {
  const { code, out } = await run(
    '--cpus 2 --mem 2 --stress-mem 600 --auto-converge --downtime 200 --seed s --format json'.split(
      ' ',
    ),
  );
  expect(code).toBe(0);
  const [record] = resultsDocumentSchema.parse(JSON.parse(out)).results;
  const scenario = resolve({
    cpus: 2,
    mem: '2G',
    stressMem: 600,
    autoConverge: true,
    downtime: '200ms',
    seed: 's',
  });
  expect(JSON.parse(JSON.stringify(runRecord(simulate(scenario))))).toEqual(record);
});
