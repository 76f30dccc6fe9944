import { expect, test } from 'vitest';
import type { ComparableRun } from '../../src/compare/comparable-run.js';
import { compareConvergence } from '../../src/compare/convergence-comparison.js';
import { pairRuns } from '../../src/compare/pairing.js';
import { comparableRun } from './runs.js';

/** One run for each letter: `x` completed, `-` did not. */
const runs = (letters: string, isReal = false): ComparableRun[] =>
  [...letters].map((letter, index) =>
    comparableRun({ repeat: index + 1, isReal, isCompleted: letter === 'x' }),
  );

test.each([
  ['xxx', 'xxx', 'same'],
  ['---', '---', 'same'],
  ['xxx', 'xx-', 'worse'],
  ['x', '-', 'worse'],
  ['x--', 'xx-', 'better'],
  ['x-x', '-x-', 'unknown'],
  ['xxxxxxxx-', '--------x', 'worse'],
])('seeds %s and then %s: %s', (before, after, verdict) => {
  const samples = pairRuns(
    { title: 'a', identity: {}, base: runs(before), head: runs(after) },
    false,
  );
  expect(compareConvergence(samples, 0.05).verdict).toBe(verdict);
});

test('a p-value of alpha is evidence enough', () => {
  // Ten of eleven changes are for the worse: a sign test of 2 (1 + 11) / 2^11.
  const seeds = { base: runs('xxxxxxxxxx-'), head: runs('----------x') };
  const paired = pairRuns({ title: 'a', identity: {}, ...seeds }, false);
  // Three of four cups, and one of four: Fisher's 34 / 70.
  const real = { base: runs('xxx-', true), head: runs('x---', true) };
  const unpaired = pairRuns({ title: 'a', identity: {}, ...real }, false);
  for (const samples of [paired, unpaired]) {
    const { p_value } = compareConvergence(samples, 0.05);
    expect(p_value).not.toBeNull();
    expect(compareConvergence(samples, p_value!).verdict).toBe('worse');
    expect(compareConvergence(samples, p_value! * (1 - 1e-9)).verdict).toBe('unknown');
  }
});

test.each([
  ['xx', 'xxx', 'same'],
  ['xxx', '-x', 'worse'],
  ['---', 'x--', 'better'],
  ['xx-', 'x--', 'unknown'],
  ['xxxxxxxxx-', '---------x', 'worse'],
  ['---------x', 'xxxxxxxxx-', 'better'],
])('real runs %s and then %s: %s', (before, after, verdict) => {
  const [base, head] = [runs(before, true), runs(after, true)];
  const samples = pairRuns({ title: 'a', identity: {}, base, head }, false);
  expect(compareConvergence(samples, 0.05).verdict).toBe(verdict);
});
