import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCase } from './any-case.js';
import { makeCorpus } from './corpus.js';

test('a refusal may name the environment, and a suite by a name that it had not before', async () => {
  const cases = fc.sample(await anyCase(await makeCorpus()), { seed: 1, numRuns: 400 });
  const suites = cases.filter(
    ({ files, sound }) => sound !== null && sound.files['suite.json'] !== files['suite.json'],
  );
  expect(suites.length).toBeGreaterThan(10);
  for (const { culprits } of suites) expect(culprits).toContain('suite ');
  const surrounded = cases.filter(({ environment }) => Object.keys(environment).length > 0);
  expect(surrounded.length).toBeGreaterThan(10);
  for (const { culprits, environment } of surrounded) {
    expect(culprits).toEqual(expect.arrayContaining(Object.keys(environment)));
  }
});
