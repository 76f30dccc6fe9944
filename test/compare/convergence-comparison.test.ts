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
