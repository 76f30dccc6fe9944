import fc from 'fast-check';
import { expect, test } from 'vitest';
import { candidateOf } from '../../src/advise/candidate.js';
import { throttle } from '../../src/advise/kinds/auto-converge.js';
import { ThrottleTwins } from '../../src/advise/throttle-twins.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { simulate } from '../../src/engines/simulate.js';
import { type RunRecord, runRecord } from '../../src/results/run-record.js';
import { draws } from '../support/draws.js';

const scenarioOf = (initial: number, step: number, maximum: number, stressMem: number) =>
  candidateOf({ mem: 1, cpus: 2, stressMem, linkGbit: 1, ...throttle(initial, step, maximum) })
    .scenario;
const recordOf = (scenario: QemuScenario) => runRecord(simulate(scenario, { onlyFigures: true }));
/** All but what was asked for. */
const figures = (record: RunRecord) => ({ ...record, parameters: null });

const percent = fc.integer({ min: 1, max: 99 });

test('what is taken for the same run is the same run', () => {
  let twins = 0;
  const ladder = fc.tuple(fc.constantFrom(20, 50, 80), fc.constantFrom(5, 10, 20), percent);
  fc.assert(
    fc.property(ladder, ladder, fc.constantFrom(1, 40, 100, 300), (one, other, stressMem) => {
      const [known, wanted] = [one, other].map((each) => scenarioOf(...each, stressMem));
      const memory = new ThrottleTwins();
      memory.remember(known, recordOf(known));
      const same = memory.recordOf(wanted);
      if (same === undefined) return;
      twins++;
      expect(figures(same)).toEqual(figures(recordOf(wanted)));
    }),
    { ...draws(100), seed: 1 },
  );
  expect(twins).toBeGreaterThan(10);
});

test('one of each initial throttle is run before the others are looked at', () => {
  const memory = new ThrottleTwins();
  const asked = [scenarioOf(20, 10, 99, 1), scenarioOf(20, 10, 50, 1), scenarioOf(50, 10, 99, 1)];
  expect(memory.leaders(asked)).toEqual([true, false, true]);
  memory.remember(asked[0], recordOf(asked[0]));
  // A guest that was never throttled is the same under any throttle.
  expect(memory.leaders(asked)).toEqual([false, false, false]);
});
