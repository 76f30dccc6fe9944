import { expect, test } from 'vitest';
import { kindsOfWork, WorkBudget, workKinds } from '../../src/sim/work-budget.js';

test('a run may do as much as its budget, and what is more is told kind by kind', () => {
  const budget = new WorkBudget(1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10);
  workKinds.forEach((kind, index) => budget.spend(kindsOfWork[kind], index + 1));
  const done = {
    steps: 2,
    linkRates: 2,
    lines: 3,
    allocations: 4,
    batches: 5,
    touches: 6,
    looks: 7,
    seconds: 8,
    samples: 9,
    passes: 10,
  };
  expect(() => budget.spend(kindsOfWork.steps)).toThrow(
    expect.objectContaining({ name: 'WorkExceeded', done }),
  );
});
