import { WorkBudget } from '../../src/sim/work-budget.js';
import { expect, test } from 'vitest';
import { planWorkload } from '../../src/engines/workload-assembly.js';
import type { VisitCosts } from '../../src/guest/visit-costs.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import type { SteadyWorkload } from '../../src/profiles/workload.js';
import { RandomStreams } from '../../src/sim/random-stream.js';
import { NS_PER_S, ns } from '../../src/sim/time.js';

const costs: VisitCosts = { faultIn: ns(0), visit: ns(1000), writeFault: ns(0) };
const stress = (stressMib: number): SteadyWorkload => ({ kind: 'stress', stressMib });

/** In which of the first seconds each phase writes. */
function secondsOf(seconds: readonly number[], until: number): number[][] {
  const phases = seconds.map((length) => ({ seconds: length, workload: stress(1) }));
  const plans = planWorkload(
    { kind: 'phases', phases },
    1,
    costs,
    new RandomStreams('a', 1),
    new WorkBudget(),
  );
  return plans.map((plan) => {
    const workload = plan.create(new WriteRegion(0, plan.pages));
    const active: number[] = [];
    for (let second = 0; second < until; second++) {
      let isActive = false;
      const pagesWritten = (): void => void (isActive = true);
      workload.run(ns(NS_PER_S), ns((second + 1) * NS_PER_S), { pagesWritten });
      if (isActive) active.push(second);
    }
    return active;
  });
}

test('phases take turns in their order, for ever: the cycle is their sum', () => {
  expect(secondsOf([1, 2, 3], 13)).toEqual([
    [0, 6, 12],
    [1, 2, 7, 8],
    [3, 4, 5, 9, 10, 11],
  ]);
});

test('a phase takes its share of the vCPU', () => {
  const phases = [1, 3].map((seconds) => ({ seconds, workload: stress(1) }));
  const plans = planWorkload(
    { kind: 'phases', phases },
    1,
    costs,
    new RandomStreams('a', 1),
    new WorkBudget(),
  );
  expect(plans.map(({ cpuShare }) => cpuShare)).toEqual([0.25, 0.75]);
});
