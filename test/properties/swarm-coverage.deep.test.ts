import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cloudHypervisorSettings } from '../../src/engines/cloud-hypervisor/settings.js';
import { qemuSettings } from '../../src/engines/qemu/settings.js';
import type { Scenario } from '../../src/engines/scenario.js';
import type { SettingTable } from '../../src/engines/setting.js';
import { hostNumbers } from '../../src/profiles/host-numbers.js';
import type { HostNumbers } from '../../src/profiles/host.js';
import { policySettingsSchema } from '../../src/profiles/policy.js';
import { type Workload, workloadSchema } from '../../src/profiles/workload.js';
import { cloudHypervisorDraws, type Draw, qemuDraws } from '../support/swarm.js';

/** So many draws have everything. */
const DRAWS = 600;

const qemu = fc.sample(qemuDraws, { seed: 12, numRuns: DRAWS });
const cloudHypervisor = fc.sample(cloudHypervisorDraws, { seed: 12, numRuns: DRAWS });
const scenarios: readonly Scenario[] = [...qemu, ...cloudHypervisor].map(
  ({ scenario }) => scenario,
);

/** Rows of a table, and names of its choices, that no draw has. */
function missing(table: SettingTable, draws: readonly Draw[]): string[] {
  return Object.entries(table)
    .filter(([, { spellingOf }]) => spellingOf === undefined)
    .flatMap(([key, { form }]) => {
      const given = draws.filter((draw) => draw.given.includes(key));
      if (given.length === 0) return [key];
      if (form.kind !== 'choice') return [];
      const values = new Set(
        given.map(({ scenario }) => (scenario.settings as Readonly<Record<string, unknown>>)[key]),
      );
      return form.choices.filter((name) => !values.has(name)).map((name) => `${key} ${name}`);
    });
}

test.each([
  ['QEMU', qemuSettings, qemu],
  ['Cloud Hypervisor', cloudHypervisorSettings, cloudHypervisor],
] as const)('the swarm draws every setting of %s, and every choice', (_, table, draws) => {
  expect(missing(table, draws)).toEqual([]);
});

const kindsOf = (options: readonly { readonly shape: { readonly kind: unknown } }[]): string[] =>
  options.map(({ shape }) => (shape.kind as { readonly def: { values: string[] } }).def.values[0]);

const programsOf = (workload: Workload): readonly Workload[] =>
  workload.kind === 'phases'
    ? workload.phases.flatMap((phase) => programsOf(phase.workload))
    : [workload];

test.each([['qemu'], ['cloud-hypervisor']])(
  'the swarm of %s draws every kind of workload',
  (vmm) => {
    const workloads = scenarios.filter((scenario) => scenario.vmm === vmm).map((of) => of.workload);
    const kinds = new Set([...workloads, ...workloads.flatMap(programsOf)].map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual(kindsOf(workloadSchema.def.options).toSorted());
    const allocators = workloads.flatMap((workload) =>
      workload.kind === 'ended' && workload.allocator !== undefined
        ? [workload.allocator.kind]
        : [],
    );
    expect(new Set(allocators)).toEqual(new Set(['at', 'random']));
    expect(workloads.some((of) => of.kind === 'stress' && (of.readingVcpus ?? 0) > 0)).toBe(true);
    expect(workloads.some((of) => of.kind === 'ended' && of.reporting !== undefined)).toBe(true);
  },
);

test('the swarm draws every kind of policy', () => {
  const kinds = new Set(qemu.map(({ scenario }) => scenario.policy?.policy.kind));
  const all = kindsOf(policySettingsSchema.def.options);
  expect(all.filter((kind) => !kinds.has(kind as never))).toEqual([]);
});

test('the swarm draws every number of hosts, more than one value of each, and hosts that cost nothing', () => {
  const names = Object.values(hostNumbers).flatMap((group) => Object.entries(group));
  const hosts = scenarios.map(({ host }) => host.numbers);
  const valuesOf = (name: string): Set<number> =>
    new Set(hosts.map((numbers) => numbers[name as keyof HostNumbers]));
  expect(names.filter(([name]) => valuesOf(name).size < 2)).toEqual([]);
  const costsNothing = (numbers: HostNumbers): boolean =>
    names.every(([name, { bounds }]) => bounds.min > 0 || numbers[name as keyof HostNumbers] === 0);
  expect(hosts.some(costsNothing)).toBe(true);
});
