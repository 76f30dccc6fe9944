import { expect, test } from 'vitest';
import { compareSides, defaultCompareOptions } from '../../src/compare/compare.js';
import { RunMaker } from '../../src/compare/comparable-run.js';
import { matchRuns } from '../../src/compare/matching.js';
import { deep } from '../support/draws.js';
import { comparableRun } from './runs.js';

test('scenarios are told apart by a few looks at each field of each run', () => {
  const [runs, fields] = [500, 40];
  let looks = 0;
  const counted = (number: number) => {
    const names = Array.from({ length: fields }, (_, field) => `parameters.f${field}`);
    const run = comparableRun({
      identity: {
        host: `host ${number}`,
        // Each field halves what those before it have left together.
        ...Object.fromEntries(names.map((name, bit) => [name, `${(number >> (bit % 9)) & 1}`])),
      },
    });
    const map = run.identity as Map<string, string>;
    const get = map.get.bind(map);
    map.get = (field) => {
      looks++;
      return get(field);
    };
    return run;
  };
  const side = () => Array.from({ length: runs }, (_, number) => counted(number));
  const { scenarios } = matchRuns(side(), side(), null);
  expect(scenarios).toHaveLength(runs);
  expect(looks).toBeLessThan(10 * 2 * runs * fields);
});

const many = deep(20_000, 200_000);

test(`${many} runs of a scenario are compared`, () => {
  const side = () =>
    Array.from({ length: many }, (_, number) =>
      comparableRun({ seed: String(number), values: { 'total-time': 1000 + (number % 7) } }),
    );
  const document = compareSides(
    { path: 'a', runs: side() },
    { path: 'b', runs: side() },
    defaultCompareOptions,
  );
  expect(document.results[0]).toMatchObject({
    pairs: many,
    metrics: [{ verdict: 'same', base: { min: 1000, max: 1006 } }],
  });
});

test('what runs have in common is kept once', () => {
  const record = { status: 'completed', total_time_ms: 5, seed: '1', repeat: 1, scenario: 'a' };
  const maker = new RunMaker('f');
  const [first, second] = ['x', 'y'].map((mode) =>
    maker.simulated({ ...record, mode, model_version: '1', program_version: '2' }),
  );
  expect(first.origin).toBe(second.origin);
  expect([...first.identity]).toEqual([
    ['scenario', 'a'],
    ['mode', 'x'],
  ]);
  expect([second.identity.get('mode'), second.identity.has('host')]).toEqual(['y', false]);
  expect([...second.values]).toEqual([['total-time', 5]]);
});
