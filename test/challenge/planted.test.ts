import { expect, test } from 'vitest';
import { challenge, type ChallengeOutcome } from '../../src/challenge/challenge.js';
import {
  type ChallengeMetricName,
  challengeMetrics,
} from '../../src/challenge/challenge-metric.js';
import { challengeSchema } from '../../src/challenge/challenge-record.js';
import { contenderOf } from '../../src/challenge/contender.js';
import { type Contest, contestScenario } from '../../src/challenge/contest.js';
import { genesOf } from '../../src/challenge/standard-ranges.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { simulate } from '../../src/engines/simulate.js';
import { type RunRecord, runRecord } from '../../src/results/run-record.js';
import { readGenes } from '../../src/search/range-option.js';
import { deep, isDeep } from '../support/draws.js';
import { spawnProgram } from '../cli/program.js';

function migrate(scenario: QemuScenario): RunRecord {
  return runRecord(simulate(scenario, { onlyFigures: true }));
}

/** Migrations that may be simulated until a weakness is found, is sure, and has its simplest form. */
const budget = 400;

/** Small guests that write one buffer; what a challenge varies by itself is large ones with any workload. */
const ranges = deep(['mem=1..2', 'stress-mem=50..1500'], []);

const plantedFile = (name: string): string => `test/challenge/planted/${name}.mjs`;

const contestOver = (metric: ChallengeMetricName, strategy: string): Contest => ({
  strategy: {
    ...contenderOf(strategy, '--strategy', 'original', {}),
    name: 'planted',
  },
  against: contenderOf('original', '--against', strategy, {}),
  fixed: { maxIters: 1000 },
  metric,
});

function challenged(contest: Contest): Promise<ChallengeOutcome> {
  return challenge(
    {
      contest,
      genes: genesOf(readGenes(ranges), contest.strategy.hash === null),
      seed: '1',
      candidates: 48,
      repeats: 2,
      least: challengeMetrics[contest.metric].standardLeast,
      finds: 1,
    },
    async (scenarios) => scenarios.map(migrate),
  );
}

async function found(metric: ChallengeMetricName, strategy: string) {
  const contest = contestOver(metric, strategy);
  const { finds, runs } = await challenged(contest);
  expect(runs).toBeLessThanOrEqual(budget);
  expect(finds).toHaveLength(1);
  const [{ simplest }] = finds;
  expect(Object.keys(simplest.point).length).toBeLessThanOrEqual(3);
  const excessAt = (change: object): number | null => {
    const point = { ...simplest.point, ...change };
    const [own, other] = [contest.strategy, contest.against].map((each) =>
      contestScenario(contest, each, point),
    );
    return challengeMetrics[metric].excess(migrate(own), migrate(other));
  };
  return { simplest, excessAt };
}

test.runIf(isDeep)('a rule that never throttles guests of fewer than eight vCPUs', async () => {
  const { excessAt, simplest } = await found('convergence', plantedFile('spares-small-guests'));
  expect(simplest.own.every(({ cpus }) => cpus < 8)).toBe(true);
  expect(excessAt({})).toBe(1);
  expect(excessAt({ cpus: 8 })).toBe(0);
});

test('a rule that oscillates on links below 1 Gbit/s', async () => {
  const file = plantedFile('oscillates-on-slow-links');
  const { excessAt, simplest } = await found('convergence', file);
  // What it sees of a link is how fast it sends, and a slow link is as good as a limit of the bandwidth.
  const { bandwidth = Infinity, linkGbit = Infinity } = simplest.point;
  expect(Math.min(Number(linkGbit), (Number(bandwidth) * 8 * 2 ** 20) / 1e9)).toBeLessThan(1);
  expect(excessAt({})).toBe(1);
  expect(excessAt({ bandwidth: 125_000, linkGbit: 1.1 })).toBe(0);
});

test.runIf(isDeep)('a rule that forgets pages which it held back', async () => {
  const contest = contestOver('lost-pages', plantedFile('forgets-held-pages'));
  const genes = genesOf(readGenes(['mem=1', 'link-gbit=2..10', 'stress-mem=200..1024']), false);
  // A page that is lost once is lost: one run proves it.
  const size = { seed: '1', candidates: 8, repeats: 1, least: 1, finds: 1 };
  const { finds, runs } = await challenge({ contest, genes, ...size }, async (scenarios) =>
    scenarios.map(migrate),
  );
  expect(runs).toBeLessThanOrEqual(budget);
  expect(finds).toHaveLength(1);
  const [{ simplest }] = finds;
  expect(Object.keys(simplest.point).length).toBeLessThanOrEqual(3);
  expect(simplest.score).toBe(8);
  expect(simplest.own[0].max_throttle_percent).toBeGreaterThan(0);
  expect(simplest.other[0].lost_pages).toBe(0);
});

test('no weakness is found of what has none', async () => {
  const contest = contestOver('total-time', 'original');
  expect(await challenged(contest)).toMatchObject({ finds: [], worst: 0 });
});

test.runIf(isDeep).each(['2', '8'])(
  'one thread and %s find the same weakness, as the program is typed',
  (workers) => {
    const asked = `challenge --strategy ${plantedFile('spares-small-guests')} --against original --metric convergence`;
    const size =
      '--range mem=1 stress-mem=200..1024 link-gbit=1..4 downtime=50..200 --candidates 16 --repeat 2 --finds 1 --format json';
    const [one, many] = ['1', workers].map(
      (each) => spawnProgram(`${asked} ${size} --workers ${each}`.split(' ')).stdout,
    );
    const document = challengeSchema.parse(JSON.parse(one));
    expect(document).toMatchObject({
      strategy: 'spares-small-guests',
      strategy_hash: expect.stringMatching(/^[0-9a-f]{16}$/),
      against: 'original',
      finds: [{ strategy: 0, against: 1, worse: 2 }],
    });
    expect(many).toBe(one);
  },
);
