import { expect, test } from 'vitest';
import { adviceOn } from '../../src/advise/advise.js';
import { completeQuestion } from '../../src/advise/question.js';
import { runRecord } from '../../src/results/run-record.js';
import { simulate } from '../../src/engines/simulate.js';

test('plain precopy that came to its last iteration is run once, for all that it takes', async () => {
  const question = completeQuestion({
    settings: { mem: 1, cpus: 4, stressMem: 300, linkGbit: 10 },
    goals: { maxDowntimeMs: 10, maxTotalSeconds: 600 },
    without: ['postcopy', 'dirty-limit', 'multifd', 'xbzrle'],
    runs: 3,
  });
  const { maxIters } = question.plain.scenario.settings;
  let plainRuns = 0;
  let iterations = 0;
  await adviceOn(question, async (scenarios) =>
    scenarios.map((scenario) => {
      const record = runRecord(simulate(scenario, { onlyFigures: true }));
      const isPlain =
        JSON.stringify(scenario.settings) === JSON.stringify(question.plain.scenario.settings);
      if (isPlain) {
        plainRuns++;
        iterations = record.iterations;
      }
      return record;
    }),
  );
  expect(iterations).toBeGreaterThanOrEqual(maxIters);
  expect(plainRuns).toBe(1);
});
