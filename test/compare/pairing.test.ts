import { expect, test } from 'vitest';
import { pairRuns } from '../../src/compare/pairing.js';
import { comparableRun, timedRuns } from './runs.js';

const scenario = { title: 'heavy', identity: {} };

test('runs are paired by seed and repeat', () => {
  const base = timedRuns([1, 2, 3]);
  const head = timedRuns([4, 5, 6]).toReversed();
  const samples = pairRuns({ ...scenario, base, head }, false);
  expect(samples).toMatchObject({ kind: 'paired', isSameModel: true, notes: [] });
  expect(samples.kind === 'paired' && samples.pairs.map(([, { draw }]) => draw?.repeat)).toEqual([
    1, 2, 3,
  ]);
});

test('runs without a partner are left out, with a note', () => {
  const samples = pairRuns(
    { ...scenario, base: timedRuns([1, 2, 3]), head: timedRuns([1]) },
    false,
  );
  expect(samples).toMatchObject({
    kind: 'paired',
    notes: ['2 runs left out: their seeds are on one side only'],
  });
});

test('no common seed, or a real migration: two samples', () => {
  const base = timedRuns([1, 2]);
  for (const changes of [{ seed: '2' }, { isReal: true }]) {
    const head = timedRuns([1, 2], changes);
    expect(pairRuns({ ...scenario, base, head }, false).kind).toBe('unpaired');
  }
});

test('two versions of the model are said to be', () => {
  const head = timedRuns([1], { modelVersion: '2' });
  const samples = pairRuns({ ...scenario, base: timedRuns([1]), head }, false);
  expect(samples).toMatchObject({ isSameModel: false });
});

test('a run that occurs twice is refused, but for --match', () => {
  const twice = { ...scenario, base: [comparableRun(), comparableRun()], head: [comparableRun()] };
  expect(() => pairRuns(twice, false)).toThrow(
    'BASE: holds heavy with seed 1, repeat 1 twice, in runs.json',
  );
  expect(pairRuns(twice, true).kind).toBe('unpaired');
});
