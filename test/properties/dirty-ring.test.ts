import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { anyRingScenario, limitedScenario } from '../support/dirty-ring-scenarios.js';
import { simulateWith } from '../support/parts.js';
import { fillingScenario } from '../support/random-scenarios.js';
import { ForgetfulRingLog } from '../support/twins.js';

const TIMEOUT_MS = 120_000;

function withRing(scenario: QemuScenario): QemuScenario {
  return { ...scenario, hardware: { ...scenario.hardware, dirtyRingSize: 4096 } };
}

test(
  'no migration with dirty rings loses a page',
  () => {
    let completed = 0;
    let throttled = 0;
    fc.assert(
      fc.property(anyRingScenario, (scenario) => {
        const result = simulateWith(scenario, {});
        if (result.status === 'completed') completed++;
        if ((result.dirtyRing?.highestThrottleUs ?? 0) > 0) throttled++;
        expect(result.oracle?.lostPages ?? 0).toBe(0);
      }),
      { numRuns: 300, seed: 31 },
    );
    expect(completed).toBeGreaterThan(150);
    expect(throttled).toBeGreaterThan(15);
  },
  TIMEOUT_MS,
);

test(
  'nor one that a dirty limit makes converge',
  () => {
    let converged = 0;
    fc.assert(
      fc.property(limitedScenario, (scenario) => {
        const result = simulateWith(scenario, {});
        const throttled = (result.dirtyRing?.highestThrottleUs ?? 0) > 0;
        if (throttled && result.status === 'completed') converged++;
        expect(result.oracle?.lostPages ?? 0).toBe(0);
      }),
      { numRuns: 100, seed: 31 },
    );
    expect(converged).toBeGreaterThan(50);
  },
  TIMEOUT_MS,
);

test(
  'entries that are reset before they are collected are lost, and the oracle sees it',
  () => {
    fc.assert(
      fc.property(fillingScenario, (scenario) => {
        const right = simulateWith(withRing(scenario), {});
        expect([right.status, right.oracle?.lostPages]).toEqual(['completed', 0]);
        const wrong = simulateWith(withRing(scenario), { DirtyLog: ForgetfulRingLog });
        expect(wrong.status).toBe('completed');
        expect(wrong.oracle?.lostPages).toBeGreaterThan(0);
      }),
      { numRuns: 40, seed: 51 },
    );
  },
  TIMEOUT_MS,
);
