import { expect, test } from 'vitest';
import { candidateOf } from '../../src/advise/candidate.js';
import { isSure, raceToSure } from '../../src/advise/race.js';
import { Trials } from '../../src/advise/trials.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { RunRecord } from '../../src/results/run-record.js';

const goals = { maxDowntimeMs: 300, maxTotalSeconds: 60, minGuestSpeedPercent: 0 };
const candidate = (change: object) =>
  candidateOf({ mem: 1, stressMem: 10, downtime: 300, ...change });

/** Trials whose downtimes a function says, and what was run of them: limit and repeat. */
function racing(downtimeMs: (scenario: QemuScenario) => number) {
  const made: [number, number][] = [];
  const trials = new Trials(async (scenarios) =>
    scenarios.map((scenario) => {
      made.push([scenario.settings.downtime, scenario.repeat]);
      return {
        status: 'completed',
        downtime_ms: downtimeMs(scenario),
        total_time_ms: 1000,
        guest_speed_percent: 100,
        max_throttle_percent: 0,
      } as RunRecord;
    }),
  );
  return { made, trials };
}

test('settings that are sure are run all the times, and nothing else is', async () => {
  const { made, trials } = racing(() => 100);
  const entered = await trials.run([candidate({}), candidate({ downtime: 200 })], 1);
  const raced = await raceToSure(entered, goals, 20, trials);
  expect(raced.map((trial) => isSure(trial, goals, 20))).toEqual([true]);
  expect(made.filter(([limit]) => limit === 200)).toHaveLength(1);
  expect(made).toHaveLength(21);
});

test('settings that miss the downtime too often are left early, for a lower limit of theirs', async () => {
  const { made, trials } = racing(({ repeat, settings }) =>
    settings.downtime === 300 && repeat % 3 === 0 ? 301 : 100,
  );
  const entered = await trials.run([candidate({})], 3);
  const raced = await raceToSure(entered, goals, 20, trials);
  expect(raced.map(({ runs, scenario }) => [scenario.settings.downtime, runs.length])).toEqual([
    [300, 8],
    [270, 20],
  ]);
  expect(made).toHaveLength(28);
});

test('one miss of twenty may be, and no lower limit is tried where the downtime was not missed', async () => {
  const once = racing(({ repeat }) => (repeat === 20 ? 301 : 100));
  const [trial] = await raceToSure(
    await once.trials.run([candidate({})], 1),
    goals,
    20,
    once.trials,
  );
  expect(isSure(trial, goals, 20)).toBe(true);

  const slow = racing(() => 100);
  const hopeless = { ...goals, maxTotalSeconds: 0.5 };
  const raced = await raceToSure(
    await slow.trials.run([candidate({})], 3),
    hopeless,
    20,
    slow.trials,
  );
  expect(raced).toHaveLength(1);
  expect(slow.made).toHaveLength(3);
});
