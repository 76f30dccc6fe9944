import { expect, test } from 'vitest';
import { matchRuns } from '../../src/compare/matching.js';
import { comparableRun } from './runs.js';

const run = (identity: Record<string, string>) => comparableRun({ identity });

test('runs belong together if every field agrees', () => {
  const base = [run({ scenario: 'a', mode: 'x' }), run({ scenario: 'a', mode: 'y' })];
  const head = [run({ scenario: 'a', mode: 'y' }), run({ scenario: 'a', mode: 'x' })];
  const { scenarios, differs, onlyInBase, onlyInHead } = matchRuns(base, head, null);
  expect(scenarios.map(({ title }) => title)).toEqual(['a, x', 'a, y']);
  expect(scenarios[0].base).toEqual([base[0]]);
  expect(scenarios[0].head).toEqual([head[1]]);
  expect({ differs, onlyInBase, onlyInHead }).toEqual({
    differs: [],
    onlyInBase: [],
    onlyInHead: [],
  });
});

test('a field with one value a side is what is compared', () => {
  const base = [run({ scenario: 'a', host: 'old' }), run({ scenario: 'b', host: 'old' })];
  const head = [run({ scenario: 'a', host: 'new' }), run({ scenario: 'b', host: 'new' })];
  const { scenarios, differs } = matchRuns(base, head, null);
  expect(differs).toEqual([{ field: 'host', base: 'old', head: 'new' }]);
  expect(scenarios.map(({ title }) => title)).toEqual(['a', 'b']);
});

test('the load is never what is compared', () => {
  const base = [run({ stress_mem_mb: '100' })];
  const head = [run({ stress_mem_mb: '200' })];
  const { scenarios, onlyInBase, onlyInHead } = matchRuns(base, head, null);
  expect(scenarios).toEqual([]);
  expect([onlyInBase, onlyInHead]).toEqual([['heavy, 100 MiB'], ['heavy, 200 MiB']]);
});

test('scenarios of one side are named', () => {
  const base = [run({ scenario: 'a' }), run({ scenario: 'b' })];
  const head = [run({ scenario: 'b' }), run({ scenario: 'c' })];
  const { onlyInBase, onlyInHead, scenarios } = matchRuns(base, head, null);
  expect([onlyInBase, onlyInHead]).toEqual([['a'], ['c']]);
  expect(scenarios.map(({ title }) => title)).toEqual(['b']);
});

test('what a simulated run leaves out is null, of a real one it is not known', () => {
  const base = [run({ mode: 'x' }), run({ mode: 'x', 'parameters.deadline': '5' })];
  expect(matchRuns(base, base.slice(1), null).onlyInBase).toEqual(['heavy, deadline null']);
  const real = [comparableRun({ isReal: true, identity: { mode: 'x' } })];
  const { scenarios, differs } = matchRuns(base, real, null);
  expect(scenarios).toHaveLength(1);
  expect(differs).toEqual([]);
});

test('--match takes other fields, and refuses those that do not exist', () => {
  const base = [run({ scenario: 'a', mode: 'x' })];
  const head = [run({ scenario: 'b', mode: 'x' })];
  const { scenarios, differs } = matchRuns(base, head, ['mode']);
  expect(scenarios.map(({ title }) => title)).toEqual(['x']);
  expect(differs).toEqual([{ field: 'scenario', base: 'a', head: 'b' }]);
  expect(() => matchRuns(base, head, ['mod'])).toThrow(
    '--match: mod is not a field that all runs have; allowed: scenario, mode, parameters.NAME; did you mean mode?',
  );
});
