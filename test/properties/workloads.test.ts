import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dirtyLogForms } from '../../src/host/dirty-tracking.js';
import { recentVersions } from '../support/versions.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { Workload } from '../../src/profiles/workload.js';
import { simulateWith } from '../support/parts.js';
import { scenario } from '../support/scenarios.js';
import { UnmergedDirtyLog } from '../support/twins.js';
import { phasedWorkload, steadyWorkloads, type WorkloadSize } from '../support/workloads.js';
import { deep, drawn, draws } from '../support/draws.js';

const RUNS = deep(8, 30);

const size: fc.Arbitrary<WorkloadSize> = fc.record({
  workingSetMib: fc.integer({ min: 1, max: 80 }),
  mibPerSecond: fc.constantFrom(0.5, 3, 12, 50, 300),
});

/** Migrations of some seconds, of guests that run a workload. */
function migrations(workload: fc.Arbitrary<Workload>): fc.Arbitrary<QemuScenario> {
  return fc
    .record({
      workload,
      qemu: fc.constantFrom(...recentVersions),
      cpus: fc.integer({ min: 1, max: 4 }),
      dirtyLog: fc.constantFrom(...dirtyLogForms),
      accelerator: fc.constantFrom('kvm', 'tcg'),
      seed: fc.string({ minLength: 1, maxLength: 6 }),
      sleep: fc.integer({ min: 0, max: 3 }),
      host: fc.record({
        linkGbitPerSecond: fc.constantFrom(0.2, 1),
        linkVariability: fc.constantFrom(0, 0.2),
        guestFaultInNs: fc.constantFrom(0, 1000, 100_000),
        writeFaultNs: fc.constantFrom(0, 1000, 100_000),
        guestFreedMib: fc.constantFrom(0, 100),
        throttleOversleepUs: fc.constantFrom(0, 500),
        workloadStartSpreadMs: fc.nat(800),
      }),
      bandwidth: fc.constantFrom(0, 16, 60),
      downtime: fc.integer({ min: 20, max: 1000 }),
    })
    .map((changes) =>
      scenario({ ...changes, vmMem: 320, autoConverge: true, maxTime: 120, verify: true }),
    );
}

const kinds: Readonly<Record<string, fc.Arbitrary<Workload>>> = {
  sequential: size.chain((chosen) => steadyWorkloads(chosen).sequential),
  random: size.chain((chosen) => steadyWorkloads(chosen).random),
  'hot-cold': size.chain((chosen) => steadyWorkloads(chosen)['hot-cold']),
  'dirty-rate': size.chain((chosen) => steadyWorkloads(chosen)['dirty-rate']),
  phases: size.chain(phasedWorkload),
  idle: fc.constant({ kind: 'idle' }),
};

/*
 * A log that is cleared but not merged loses what is written after the first pass has sent it. In a
 * few migrations that is nothing: their phase is an idle one.
 */
test.each(Object.entries(kinds).filter(([kind]) => kind !== 'idle'))(
  '%s: the oracle finds what a broken log loses',
  (_kind, workload) => {
    let completed = 0;
    let caught = 0;
    fc.assert(
      fc.property(migrations(workload), (migrated) => {
        const result = simulateWith(migrated, { DirtyLog: UnmergedDirtyLog });
        if (result.status !== 'completed') return;
        completed++;
        if ((result.oracle?.lostPages ?? 0) > 0) caught++;
      }),
      draws(deep(5, 20), 72),
    );
    expect(caught).toBeGreaterThan(completed * 0.7);
  },
);

describe.each(Object.entries(kinds))('%s', (kind, workload) => {
  test(`${drawn(RUNS)} random migrations lose no page`, () => {
    let completed = 0;
    let iterations = 0;
    fc.assert(
      fc.property(migrations(workload), (migrated) => {
        const result = simulateWith(migrated, {});
        if (result.status !== 'completed') return;
        completed++;
        iterations += result.dirtySyncCount;
        expect(result.oracle).toMatchObject({ lostPages: 0, examples: [] });
      }),
      draws(RUNS, 71),
    );
    expect(completed).toBeGreaterThan(drawn(RUNS) * 0.6);
    // More than setup, one pass and the switchover, which are three.
    if (kind !== 'idle') expect(iterations / completed).toBeGreaterThan(3.2);
  });
});

test('the same scenario gives the same migration, the next repeat another one', () => {
  const workload = { kind: 'random', workingSetMib: 40, mibPerSecond: 50, pacing: 'cpu' } as const;
  const transferred = [1, 1, 2].map(
    (repeat) => simulateWith(scenario({ workload, repeat, cpus: 2 }), {}).transferredBytes,
  );
  expect(transferred[1]).toBe(transferred[0]);
  expect(transferred[2]).not.toBe(transferred[0]);
});
