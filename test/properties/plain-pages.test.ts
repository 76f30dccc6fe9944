import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { InputError } from '../../src/input/input-error.js';
import type { TransferParts } from '../../src/engines/qemu/qemu-parts.js';
import { draws } from '../support/draws.js';
import { simulateWith } from '../support/parts.js';
import { sweepingScenario } from '../support/random-scenarios.js';
import { qemuSwarm } from '../support/swarm.js';
import { EndlessSender, HeedlessSender } from '../support/twins.js';

/** All that a migration gives but the verdict of the oracle, which watches each transfer if it is asked to. */
function outcome(scenario: QemuScenario, verify: boolean, parts: Partial<TransferParts> = {}) {
  try {
    const { scenario: _, oracle: __, ...rest } = simulateWith({ ...scenario, verify }, parts);
    return rest;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

test('pages that nobody watches go as those that the oracle has proved', () => {
  fc.assert(
    fc.property(qemuSwarm, (scenario) => {
      expect(outcome(scenario, false)).toEqual(outcome(scenario, true));
    }),
    draws(15, 57),
  );
});

test.each([
  { fault: 'steps do not end in the middle of equal pages', Twin: EndlessSender },
  { fault: 'steps follow each other without a look at what is left', Twin: HeedlessSender },
])('a sender whose $fault gives other results', ({ Twin }) => {
  const scenarios = fc.sample(sweepingScenario, { seed: 57, numRuns: 4 });
  for (const scenario of scenarios) {
    const broken = outcome(scenario, false, { PageSender: Twin });
    expect(broken).not.toEqual(outcome(scenario, true));
  }
});
