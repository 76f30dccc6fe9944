import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import type { Scenario } from '../../src/engines/scenario.js';
import { simulate } from '../../src/engines/simulate.js';
import { InputError } from '../../src/input/input-error.js';
import { deep, draws } from '../support/draws.js';
import { cloudHypervisorSwarm, qemuSwarm } from '../support/swarm.js';

/** What is there either way. */
function figures({ cloudHypervisor, cpu, ...result }: MigrationResult): unknown {
  const { passes: _, progress: __, ...report } = cloudHypervisor ?? {};
  const lists = { copyTimings: null, history: null, samples: null };
  return { ...result, ...lists, report, cpu: cpu?.end, shares: cpu?.vcpuShares };
}

/** What grows with time. */
function course(result: MigrationResult): readonly (readonly unknown[])[] {
  const { cloudHypervisor, copyTimings, cpu, history, samples } = result;
  const { passes = [], progress = [] } = cloudHypervisor ?? {};
  return [history, samples, copyTimings, cpu?.samples ?? [], passes, progress];
}

function outcome(run: () => MigrationResult): MigrationResult | string {
  try {
    return run();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

test('a result of figures alone lacks lists that grow with time, and is the same in all else', () => {
  fc.assert(
    fc.property(fc.oneof(qemuSwarm, cloudHypervisorSwarm), (scenario: Scenario) => {
      const whole = outcome(() => simulate(scenario));
      const short = outcome(() => simulate(scenario, { onlyFigures: true }));
      if (typeof whole === 'string' || typeof short === 'string') return expect(short).toBe(whole);
      expect(figures(short)).toEqual(figures(whole));
      expect(course(short)).toEqual([[], [], [], [], [], []]);
    }),
    draws(deep(8, 25)),
  );
});
