import { describe, expect, test } from 'vitest';
import type { ComparableRun } from '../../src/compare/comparable-run.js';
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

describe('strategies', () => {
  const under = (strategy: string, hash: string, settings: Record<string, string> = {}) =>
    run({ 'parameters.strategy': strategy, 'parameters.strategy_hash': hash, ...settings });

  test('a file that was edited is said, and its runs belong together', () => {
    const { differs, scenarios } = matchRuns(
      [under('gentle', 'aa')],
      [under('gentle', 'bb')],
      null,
    );
    expect(differs).toEqual([{ field: 'strategy_hash', base: 'aa', head: 'bb' }]);
    expect(scenarios).toHaveLength(1);
    expect(scenarios[0].identity).not.toHaveProperty('parameters.strategy_hash');
  });

  test('of several, beside runs without one, those that were edited are named', () => {
    const base = [run({}), under('gentle', 'aa'), under('brisk', 'cc')];
    const head = [run({}), under('gentle', 'bb'), under('brisk', 'cc')];
    const { differs, scenarios, onlyInBase, onlyInHead } = matchRuns(base, head, null);
    expect(differs).toEqual([{ field: 'strategy_hash of gentle', base: 'aa', head: 'bb' }]);
    expect(scenarios.map(({ title }) => title)).toEqual([
      'heavy, strategy null',
      'heavy, strategy gentle',
      'heavy, strategy brisk',
    ]);
    expect([onlyInBase, onlyInHead]).toEqual([[], []]);
  });

  test('another strategy, or another setting of it, is what is compared', () => {
    const gentle = [under('gentle', 'aa', { 'parameters.strategy_step': '5' })];
    expect(matchRuns(gentle, [under('brisk', 'bb')], null).differs).toEqual([
      { field: 'parameters.strategy', base: 'gentle', head: 'brisk' },
      { field: 'parameters.strategy_step', base: '5', head: 'null' },
    ]);
    const stronger = [under('gentle', 'aa', { 'parameters.strategy_step': '9' })];
    expect(matchRuns(gentle, stronger, null).differs).toEqual([
      { field: 'parameters.strategy_step', base: '5', head: '9' },
    ]);
  });

  test('two files of a name on one side are kept apart', () => {
    const both = () => [under('gentle', 'aa'), under('gentle', 'bb')];
    const { scenarios } = matchRuns(both(), both(), null);
    expect(scenarios.map(({ title }) => title)).toEqual([
      'heavy, strategy hash aa',
      'heavy, strategy hash bb',
    ]);
  });
});

describe('what ran the scenarios', () => {
  const made = (host: string, hostHash: string | null, programVersion = '1.0.0') =>
    comparableRun({
      identity: { host },
      origin: {
        program_version: programVersion,
        ...(hostHash !== null && { host_hash: hostHash }),
      },
    });
  const differs = (base: ComparableRun[], head: ComparableRun[]) => matchRuns(base, head, null);

  test('a host that has changed under its name is said, and its runs belong together', () => {
    const { differs: found, scenarios } = differs([made('lab', 'aa')], [made('lab', 'bb')]);
    expect(found).toEqual([{ field: 'host_hash', base: 'aa', head: 'bb' }]);
    expect(scenarios).toHaveLength(1);
    expect(scenarios[0].identity).not.toHaveProperty('host_hash');
  });

  test('of several hosts, those that have changed are named', () => {
    const base = [made('lab', 'aa'), made('rack', 'cc')];
    const head = [made('lab', 'aa'), made('rack', 'dd')];
    expect(differs(base, head).differs).toEqual([
      { field: 'host_hash of rack', base: 'cc', head: 'dd' },
    ]);
  });

  test('another host is another host, whatever its hash', () => {
    const { differs: found } = differs([made('lab', 'aa')], [made('rack', 'bb')]);
    expect(found).toEqual([{ field: 'host', base: 'lab', head: 'rack' }]);
  });

  test('another version of the program is said; records of early versions do not tell', () => {
    const { differs: found } = differs([made('lab', 'aa')], [made('lab', null, '1.1.0')]);
    expect(found).toEqual([{ field: 'program_version', base: '1.0.0', head: '1.1.0' }]);
    const early = comparableRun({ identity: { host: 'lab' } });
    expect(differs([early], [made('lab', 'aa')]).differs).toEqual([]);
  });
});
