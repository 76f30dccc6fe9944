import fc from 'fast-check';
import { cloudHypervisorSettings } from '../../src/engines/cloud-hypervisor/settings.js';
import { qemuSettings } from '../../src/engines/qemu/settings.js';
import type {
  CloudHypervisorScenario,
  QemuScenario,
  Scenario,
} from '../../src/engines/scenario.js';
import type { SettingForm, SettingTable } from '../../src/engines/setting.js';
import { type Workload, workloadMemoryMib } from '../../src/profiles/workload.js';
import { type Settings, tryResolve } from '../../src/settings/resolve.js';
import { settingTable } from '../../src/settings/table.js';
import { anyHost, contendedHost } from './swarm-hosts.js';
import { anyPolicy } from './swarm-policies.js';
import { anyGuestWorkload, busyWorkload } from './swarm-workloads.js';

type Drawn = Readonly<Record<string, unknown>>;

/** A scenario, and the settings that were drawn for it. */
export interface Draw<Own extends Scenario = Scenario> {
  readonly scenario: Own;
  readonly given: readonly string[];
}

/** Values of settings whose whole range has few in it that matter to a small and short migration. */
const small: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  cpus: fc.integer({ min: 1, max: 8 }),
  mem: fc.constantFrom(1, 3),
  vmMem: fc.constantFrom(1280, 1536, 2048),
  sleep: fc.nat(3),
  bandwidth: fc.constantFrom(0, 1, 7, 32, 200, 1000),
  downtime: fc.constantFrom(1, 20, 200, 500, 2000),
  pauseIters: fc.nat(8),
  pauseAfter: fc.nat(12),
  maxFullPasses: fc.integer({ min: 1, max: 6 }),
  maxTransferFactor: fc.constantFrom(0.01, 0.2, 1, 1.5, 3),
  convergenceTimeout: fc.integer({ min: 1, max: 5 }),
  deadline: fc.integer({ min: 1, max: 15 }),
  postCopyIters: fc.nat(6),
  maxPostcopyBandwidth: fc.constantFrom(0, 3, 40),
  multifdChannels: fc.constantFrom(1, 2, 3, 5, 16),
  deviceState: fc.constantFrom(0, 3, 40),
  deviceStateChannels: fc.nat(4),
  dirtyRingSize: fc.constantFrom(1024, 4096, 65_536),
  vcpuDirtyLimit: fc.constantFrom(1, 10, 60, 500),
  xVcpuDirtyLimitPeriod: fc.constantFrom(20, 200, 1000),
  compressionMtThreads: fc.constantFrom(1, 4, 16),
  timeout: fc.constantFrom(1, 2, 5, 10),
  linkGbit: fc.constantFrom(0.04, 0.1, 0.4, 1, 10, 100),
  linkMbit: fc.constantFrom(20, 80, 200, 900),
  connections: fc.constantFrom(1, 2, 4, 16, 128),
  vhostUserMem: fc.constantFrom(1, 40),
  vhostUserRate: fc.constantFrom(1, 30, 2000),
  vhostUserInFlight: fc.constantFrom(0, 1, 256, 1_000_000),
};

function choicesOf(form: SettingForm): readonly string[] {
  return form.kind === 'choice' ? form.choices : [];
}

/** Anything that a setting takes. */
function valuesOf(key: string, form: SettingForm): fc.Arbitrary<unknown> {
  if (key in small) return small[key];
  switch (form.kind) {
    case 'integer':
      return fc.oneof(fc.constantFrom(form.min, form.max), fc.integer(form));
    case 'switch':
      return fc.constant(true);
    case 'choice':
      return fc.constantFrom(...form.choices);
    default:
      throw new Error(`nobody has said which values of ${key} to draw`);
  }
}

/** Settings of a table in any order, each with a value; more or less many of them, at most `most`. */
function anySettings(
  table: SettingTable,
  most = Infinity,
): fc.Arbitrary<readonly (readonly [string, unknown])[]> {
  const rows = Object.entries(table).filter(([, { spellingOf }]) => spellingOf === undefined);
  return fc
    .shuffledSubarray(rows, { maxLength: Math.min(most, rows.length) })
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map(([key, { form }]) =>
          valuesOf(key, form).map((value) => [key, value] as const),
        ),
      ),
    );
}

/**
 * As many of `wishes` as go together with `base` and with each other, the first ones first: whatever is
 * refused is left out. A second look takes what needs another one that came later.
 */
function scenarioOf(base: Drawn, wishes: readonly (readonly [string, unknown])[]): Draw {
  let settings = base;
  let found = tryResolve(base as Settings);
  // Hosts whose devices have state, and a QEMU that does not migrate any.
  if (!found.ok && found.problem.subject === 'deviceState') {
    settings = { ...base, deviceState: 0 };
    found = tryResolve(settings as Settings);
  }
  for (const [key, value] of [...wishes, ...wishes]) {
    if (key in settings) continue;
    const more = { ...settings, [key]: value };
    const next = tryResolve(more as Settings);
    if (next.ok) [settings, found] = [more, next];
  }
  if (!found.ok) throw new Error(JSON.stringify(found.problem));
  return { scenario: found.scenario, given: Object.keys(settings) };
}

const chance = { seed: fc.string({ minLength: 1, maxLength: 8 }), verify: fc.constant(true) };

const migration = {
  ...chance,
  qemu: fc.constantFrom(...choicesOf(settingTable.qemu.form)),
  sleep: fc.nat(3),
};

/** Most guests are small, and over soon. */
const guestSize = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(70, 110, 180) },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** The RAM of a small guest, if its workload fits in and leaves something for devices. */
function sizeFor(workload: Workload, vmMem: number | null): [string, number][] {
  return vmMem !== null && workloadMemoryMib(workload) + 45 <= vmMem ? [['vmMem', vmMem]] : [];
}

/** Many of these are over after a few iterations. */
const carefree = fc.record({
  ...migration,
  host: anyHost,
  workload: anyGuestWorkload,
  maxIters: fc.constantFrom(10, 30, 60, 200),
  maxTime: fc.constantFrom(2, 8, 15),
});

/** These have to be throttled, or ended: their link is that of their host, and little else is there that ends them. */
const contended = fc.record({
  ...migration,
  autoConverge: fc.boolean(),
  linkGbit: fc.constant(null),
  linkMbit: fc.constant(null),
  host: contendedHost,
  workload: busyWorkload,
  bandwidth: fc.constantFrom(0, 3, 12),
  downtime: fc.integer({ min: 50, max: 1000 }),
  maxIters: fc.constantFrom(60, 200),
  maxTime: fc.constantFrom(8, 20),
});

/** Any small migration by QEMU, with whatever its settings, its hosts and its guest can be. */
export const qemuDraws: fc.Arbitrary<Draw<QemuScenario>> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.tuple(carefree, anySettings(qemuSettings)) },
      { weight: 1, arbitrary: fc.tuple(contended, anySettings(qemuSettings, 12)) },
    ),
    guestSize,
    fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: anyPolicy.map((policy) => [['policy', policy] as const]) },
    ),
  )
  .map(
    ([[base, wishes], size, policy]) =>
      scenarioOf(base, [
        ...sizeFor(base.workload, size),
        ...policy,
        ...wishes,
      ]) as Draw<QemuScenario>,
  );

/** Any small migration by any variant of Cloud Hypervisor. */
export const cloudHypervisorDraws: fc.Arbitrary<Draw<CloudHypervisorScenario>> = fc
  .tuple(
    fc.record({
      ...chance,
      sleep: fc.nat(3),
      vmm: fc.constant('cloud-hypervisor'),
      variant: fc.constantFrom(...choicesOf(settingTable.variant.form)),
      host: anyHost,
      workload: anyGuestWorkload,
    }),
    guestSize,
    // The defaults, an hour or none, are for guests that converge: the others would take long.
    fc.oneof(
      { weight: 30, arbitrary: small.timeout.map((seconds) => [['timeout', seconds] as const]) },
      { weight: 1, arbitrary: fc.constant([]) },
    ),
    anySettings(cloudHypervisorSettings),
  )
  .map(([base, size, timeout, wishes]) => {
    if (timeout.length > 0) {
      const limits = [...sizeFor(base.workload, size), ...timeout];
      return scenarioOf(base, [...limits, ...wishes]) as Draw<CloudHypervisorScenario>;
    }
    const idle = { ...base, workload: { kind: 'idle' as const } };
    const rest = wishes.filter(([key]) => key !== 'timeout' && !key.startsWith('vhostUser'));
    return scenarioOf(idle, [
      ...sizeFor(idle.workload, size),
      ...rest,
    ]) as Draw<CloudHypervisorScenario>;
  });

export const qemuSwarm = qemuDraws.map(({ scenario }) => scenario);
export const cloudHypervisorSwarm = cloudHypervisorDraws.map(({ scenario }) => scenario);
