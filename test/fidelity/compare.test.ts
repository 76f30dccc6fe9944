import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ComparableRun,
  comparableRecordSchema,
  RunMaker,
} from '../../src/compare/comparable-run.js';
import { compareSides } from '../../src/compare/compare.js';
import { metricNames } from '../../src/compare/comparison-metric.js';
import type { ComparisonDocument, ComparisonVerdict } from '../../src/compare/comparison-record.js';
import { runRecord } from '../../src/results/run-record.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { hostOf } from '../../src/profiles/host.js';
import type { HostProfile } from '../../src/profiles/host-profile.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { simulateUnchecked } from '../support/parts.js';
import { anyScenario } from '../support/random-scenarios.js';
import { scenario, type ScenarioChanges } from '../support/scenarios.js';
import { drawn, draws, isDeep } from '../support/draws.js';

const host = loadHostProfile('smartx-v1');

/** The host with a link of `share` of its rate, under the same name. */
function withLink(share: number): HostProfile {
  const { linkGbitPerSecond } = host.parameters;
  const value = linkGbitPerSecond.value * share;
  return {
    ...host,
    parameters: { ...host.parameters, linkGbitPerSecond: { ...linkGbitPerSecond, value } },
  };
}

/** Nine seeds of a guest with auto-converge. */
function heavyRuns(on: HostProfile): ComparableRun[] {
  return nineRuns({ cpus: 4, mem: 16, stressMem: 2000, autoConverge: true }, on);
}

function nineRuns(changes: ScenarioChanges, on: HostProfile, seed = '1'): ComparableRun[] {
  return Array.from({ length: 9 }, (_, index) =>
    runOf({ ...scenario(changes), host: hostOf(on), seed, repeat: index + 1 }),
  );
}

function runOf(of: QemuScenario): ComparableRun {
  return new RunMaker('f').simulated(
    comparableRecordSchema.parse(
      JSON.parse(JSON.stringify(runRecord(simulateUnchecked({ ...of, verify: false })))),
    ),
  );
}

function compare(
  base: readonly ComparableRun[],
  head: readonly ComparableRun[],
): ComparisonDocument {
  return compareSides(
    { path: 'base', runs: base },
    { path: 'head', runs: head },
    {
      noise: 0.01,
      alpha: 0.05,
      thresholds: [],
      allowUnknown: false,
      match: null,
      metrics: metricNames,
    },
  );
}

function totalTime({ results }: ComparisonDocument): ComparisonVerdict | undefined {
  return results[0].metrics.find(({ metric }) => metric === 'total-time')?.verdict;
}

const base = heavyRuns(host);

test('a link that is 3 % slower is found, and so is one that is 3 % faster', () => {
  const slower = compare(base, heavyRuns(withLink(0.97)));
  expect(totalTime(slower)).toBe('worse');
  expect(slower.failures).toContain('test: total-time is worse');
  const faster = compare(base, heavyRuns(withLink(1.03)));
  expect(totalTime(faster)).toBe('better');
  expect(faster.failures.filter((failure) => failure.includes('total-time'))).toEqual([]);
});

test('a link that is 0.1 % slower is within the noise', () => {
  expect(totalTime(compare(base, heavyRuns(withLink(0.999))))).not.toBe('worse');
});

test('an unchanged model is the same in every metric, always', () => {
  const scenarios = fc.sample(anyScenario, draws(30, 7));
  const verdicts = scenarios.map((each) => {
    const seeds = [1, 2, 3].map((repeat) => ({ ...each, repeat }));
    const { results } = compare(seeds.map(runOf), seeds.map(runOf));
    return new Set([
      results[0].convergence.verdict,
      ...results[0].metrics.map(({ verdict }) => verdict),
    ]);
  });
  for (const verdict of verdicts) expect([...verdict]).toEqual(['same']);
});

test.runIf(isDeep)(
  'an unchanged model under other seeds is hardly ever called worse or better',
  () => {
    const light = { mem: 2, stressMem: 300, autoConverge: true };
    const alarms = Array.from({ length: drawn(25) }, (_, index) =>
      totalTime(
        compare(nineRuns(light, host, `one ${index}`), nineRuns(light, host, `other ${index}`)),
      ),
    ).filter((verdict) => verdict === 'worse' || verdict === 'better');
    // At alpha 0.05 and a band of noise, at most a twentieth of them on average; six of 25 are four
    // deviations more.
    expect(alarms.length).toBeLessThan(drawn(25) * 0.24);
  },
);
