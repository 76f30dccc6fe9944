import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { anyRingScenario, limitedScenario } from '../support/dirty-ring-scenarios.js';
import { simulateWith } from '../support/parts.js';
import { fillingScenario } from '../support/random-scenarios.js';
import { withSettings } from '../support/scenarios.js';
import { ForgetfulRingLog } from '../support/twins.js';
import { deep, drawn, draws } from '../support/draws.js';

const RUNS = deep(15, 80);
const LIMITED_RUNS = deep(10, 30);

function withRing(scenario: QemuScenario): QemuScenario {
  return withSettings(scenario, { dirtyRingSize: 4096 });
}

test('no migration with dirty rings loses a page', () => {
  let completed = 0;
  let throttled = 0;
  fc.assert(
    fc.property(anyRingScenario, (scenario) => {
      const result = simulateWith(scenario, {});
      if (result.status === 'completed') completed++;
      if ((result.dirtyRing?.highestThrottleUs ?? 0) > 0) throttled++;
      expect(result.oracle?.lostPages ?? 0).toBe(0);
    }),
    draws(RUNS, 31),
  );
  expect(completed).toBeGreaterThan(drawn(RUNS) / 2);
  expect(throttled).toBeGreaterThan(drawn(RUNS) * 0.05);
});

test('nor one that a dirty limit makes converge', () => {
  let converged = 0;
  fc.assert(
    fc.property(limitedScenario, (scenario) => {
      const result = simulateWith(scenario, {});
      const throttled = (result.dirtyRing?.highestThrottleUs ?? 0) > 0;
      if (throttled && result.status === 'completed') converged++;
      expect(result.oracle?.lostPages ?? 0).toBe(0);
    }),
    draws(LIMITED_RUNS, 31),
  );
  expect(converged).toBeGreaterThan(drawn(LIMITED_RUNS) / 2);
});

test('entries that are reset before they are collected are lost, and the oracle sees it', () => {
  fc.assert(
    fc.property(fillingScenario, (scenario) => {
      const right = simulateWith(withRing(scenario), {});
      expect([right.status, right.oracle?.lostPages]).toEqual(['completed', 0]);
      const wrong = simulateWith(withRing(scenario), { DirtyLog: ForgetfulRingLog });
      expect(wrong.status).toBe('completed');
      expect(wrong.oracle?.lostPages).toBeGreaterThan(0);
    }),
    draws(deep(4, 15), 51),
  );
});
