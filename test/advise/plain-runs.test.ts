import { expect, test } from 'vitest';
import { adviceOn } from '../../src/advise/advise.js';
import { completeQuestion } from '../../src/advise/question.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { runRecord, type RunRecord } from '../../src/results/run-record.js';
import { simulate } from '../../src/engines/simulate.js';

const question = completeQuestion({
  settings: { mem: 1, cpus: 4, stressMem: 300, linkGbit: 10 },
  goals: { maxDowntimeMs: 10, maxTotalSeconds: 600 },
  without: ['postcopy', 'dirty-limit', 'multifd', 'xbzrle'],
  runs: 3,
});
const { maxIters, ...plainSettings } = question.plain.scenario.settings;

/** The most iterations that each run of plain precopy was given, and what the table says of it. */
async function plainRuns(change: (record: RunRecord, scenario: QemuScenario) => RunRecord) {
  const given: number[] = [];
  const advice = await adviceOn(question, async (scenarios) =>
    scenarios.map((scenario) => {
      const record = runRecord(simulate(scenario, { onlyFigures: true }));
      const { maxIters: most, ...others } = scenario.settings;
      if (JSON.stringify(others) !== JSON.stringify(plainSettings)) return record;
      given.push(most);
      return change(record, scenario);
    }),
  );
  return { given, told: advice.choices.find(({ text }) => text.startsWith('plain precopy')) };
}

test('of plain precopy that goes on as in the survey 100 iterations are run, once', async () => {
  const { given, told } = await plainRuns((record) => record);
  expect(given).toEqual([100]);
  expect(told).toMatchObject({ runs: 1, completed: 0, given_up_after_iterations: 100 });
});

test('plain precopy of which iterations become shorter is run to the last one, once', async () => {
  const { given, told } = await plainRuns((record, { settings }) =>
    settings.maxIters < maxIters
      ? { ...record, total_time_ms: 0.7 * record.total_time_ms }
      : record,
  );
  expect(given).toEqual([100, maxIters]);
  expect(told).toMatchObject({ runs: 1, completed: 0, given_up_after_iterations: maxIters });
});

test('plain precopy that completes after all is run three times', async () => {
  const { given, told } = await plainRuns((record, { settings }) => ({
    ...record,
    ...(settings.maxIters < maxIters
      ? { iterations: 60 }
      : { status: 'completed', downtime_ms: 9, iterations: 60 }),
  }));
  expect(given).toEqual([100, maxIters, maxIters, maxIters]);
  expect(told).toMatchObject({ runs: 3, completed: 3, given_up_after_iterations: null });
});
