import { expect, test } from 'vitest';
import { challenge, type ChallengeOutcome } from '../../src/challenge/challenge.js';
import {
  challengeMetrics,
  type ChallengeMetricName,
} from '../../src/challenge/challenge-metric.js';
import { type Contest, contestScenario } from '../../src/challenge/contest.js';
import { genesOf } from '../../src/challenge/standard-ranges.js';
import {
  forgetsHeldPages,
  type Migrate,
  migrate,
  oscillatesOnSlowLinks,
  sparesSmallGuests,
} from './planted-rules.js';

/** Migrations that may be simulated until a weakness is found, is sure, and has its simplest form. */
const budget = 400;

const name = 'planted';

const contestOver = (metric: ChallengeMetricName): Contest => ({
  strategy: { name, settings: { mode: 'original' }, option: '--strategy' },
  against: { name: 'original', settings: { mode: 'original' }, option: '--against' },
  fixed: { maxIters: 1000 },
  metric,
});

function challenged(metric: ChallengeMetricName, planted: Migrate): Promise<ChallengeOutcome> {
  return challenge(
    {
      contest: contestOver(metric),
      genes: genesOf([]),
      seed: '1',
      candidates: 48,
      repeats: 2,
      least: challengeMetrics[metric].standardLeast,
      finds: 1,
    },
    async (scenarios) =>
      scenarios.map((scenario) => (scenario.mode === name ? planted(scenario) : migrate(scenario))),
  );
}

async function found(metric: ChallengeMetricName, planted: Migrate) {
  const { finds, runs } = await challenged(metric, planted);
  expect(runs).toBeLessThanOrEqual(budget);
  expect(finds).toHaveLength(1);
  const [{ simplest }] = finds;
  expect(Object.keys(simplest.point).length).toBeLessThanOrEqual(3);
  const excessAt = (change: object): number | null => {
    const contest = contestOver(metric);
    const scenario = contestScenario(contest, contest.against, { ...simplest.point, ...change });
    return challengeMetrics[metric].excess(planted(scenario), migrate(scenario));
  };
  return { simplest, excessAt };
}

test('a rule that never throttles guests of fewer than eight vCPUs', async () => {
  const { excessAt, simplest } = await found('convergence', sparesSmallGuests);
  expect(simplest.own.every(({ cpus }) => cpus < 8)).toBe(true);
  expect(excessAt({})).toBe(1);
  expect(excessAt({ cpus: 8 })).toBe(0);
});

test('a rule that oscillates on links below 1 Gbit/s', async () => {
  const { excessAt, simplest } = await found('convergence', oscillatesOnSlowLinks);
  expect(simplest.point['linkGbit']).toBeLessThan(1);
  expect(excessAt({})).toBe(1);
  expect(excessAt({ linkGbit: 1 })).toBe(0);
});

test('a rule that forgets pages which it held back', async () => {
  const { excessAt, simplest } = await found('lost-pages', forgetsHeldPages);
  expect(simplest.score).toBe(8);
  expect(simplest.own.every((run) => run.max_throttle_percent > 0)).toBe(true);
  expect(excessAt({ mem: 1, stressMem: 1 })).toBe(0);
});

test('no weakness is found of what has none', async () => {
  expect(await challenged('total-time', migrate)).toMatchObject({ finds: [], worst: 0 });
});
