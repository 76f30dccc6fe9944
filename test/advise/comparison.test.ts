import { expect, test } from 'vitest';
import { candidateOf } from '../../src/advise/candidate.js';
import { isDecided, shortenedPlain } from '../../src/advise/comparison.js';
import type { Workload } from '../../src/profiles/workload.js';

const survey = {
  converges: false,
  first_pass_seconds: 10,
  sent_bytes_per_second: 1e9,
  dirtied_bytes_per_second: 1e9,
  least_remaining_bytes: 1e9,
  least_downtime_ms: 1000,
};
const plain = candidateOf({ mem: 1, downtime: 300, maxIters: 400, maxTime: 600 });
const base = { plain, survey };
const surveyed = { iterationSeconds: 1 };
const steady: Workload = { kind: 'stress', stressMib: 1000 };

/** A migration whose iterations behind the survey take so many seconds each. */
const runWith = (laterSeconds: number, iterations = 101) => ({
  iterations,
  total_time_ms: 1000 * (10 + 19 + laterSeconds * (iterations - 20)),
});

test('plain precopy that is far from converging is given 100 iterations', () => {
  const shortened = shortenedPlain(base, surveyed, steady);
  expect(shortened?.scenario.settings).toEqual({ ...plain.scenario.settings, maxIters: 100 });
});

test.each<[string, Parameters<typeof shortenedPlain>]>([
  ['was near', [{ plain, survey: { ...survey, least_downtime_ms: 440 } }, surveyed, steady]],
  ['converged', [{ plain, survey: { ...survey, converges: true } }, surveyed, steady]],
  ['has not the time for all', [base, { iterationSeconds: 1.475 }, steady]],
  ['had no iterations', [base, { iterationSeconds: null }, steady]],
  [
    'is of a guest that does something else later',
    [base, surveyed, { kind: 'phases', phases: [{ seconds: 60, workload: steady }] } as Workload],
  ],
])('plain precopy that %s is given all iterations', (_name, args) => {
  expect(shortenedPlain(...args)).toBe(null);
});

test.each([
  ['as long', 1, true],
  ['longer', 1.3, true],
  ['a little shorter', 0.9, true],
  // 1000 ms of what remains come to 168 ms by the last iteration.
  ['shorter', 0.8, false],
])('where later iterations take %s it is decided: %s, %s', (_name, seconds, decided) => {
  expect(isDecided(runWith(seconds), base, surveyed)).toBe(decided);
});

test('nothing is decided by a run that ended before its last iteration', () => {
  expect(isDecided(runWith(1, 60), base, surveyed)).toBe(false);
});
