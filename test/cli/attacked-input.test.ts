import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { deep } from '../support/draws.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();
const path = (name: string): string => join(folder, name);
const write = (name: string, text: string): string => {
  writeFileSync(path(name), text);
  return path(name);
};

/** Each way in which a file is read. */
const readers: readonly (readonly [name: string, args: (file: string) => string[]])[] = [
  ['host', (file) => ['run', '--host', file]],
  ['workload', (file) => ['run', '--workload', file]],
  ['policy', (file) => ['run', '--policy', file]],
  ['suite', (file) => ['batch', '--suite', file]],
  ['report or results', (file) => ['plot', file]],
  ['results', (file) => ['compare', file, file]],
  ['part of a sweep', (file) => ['merge', file, '--output', path('merged')]],
  ['matrix', (file) => ['sweep', '--matrix', file]],
  ['published tables', (file) => ['validate', '--reference', file]],
  ['recording', (file) => ['validate', '--host', 'qemu-lab', '--recorded', file]],
  ['dirty rate', (file) => ['advise', '--mem', '1', '--dirty-rate', file]],
  ['migration that was seen', (file) => ['advise', '--progress', file]],
];

/** One sentence on stderr, which is given back, and exit code 2. */
async function sentence(args: readonly string[]): Promise<string> {
  const { code, err, out } = await run(args);
  expect({ code, out, lines: err.split('\n').length }).toEqual({ code: 2, out: '', lines: 2 });
  return err;
}

// 5,000 levels are more than the stack of the program has; that of a test has more.
const levels = 50_000;
const nested = '['.repeat(levels) + ']'.repeat(levels);

describe.each(readers)('a file where a %s belongs', (_name, args) => {
  test.each([
    ['deep.json', nested],
    ['deep-member.json', `{"name": ${nested}}`],
    ['deep-report.json', `{"hardware": ${nested}, "scenario": 1, "progress_history": []}`],
    ['deep-line.ndjson', `{"sweep": 1, "vmm": 1, "total_time_ms": ${nested}}\n`.repeat(2)],
  ])('that is nested deeply (%s) is one sentence', async (name, text) => {
    expect(await sentence(args(write(name, text)))).toContain(name);
  });

  test('that is a loop of links is one sentence', async () => {
    expect(await sentence(args(path('loop.json')))).toContain('is a loop of symbolic links');
  });

  test('whose name is too long is one sentence', async () => {
    const error = await sentence(args(path(`${'n'.repeat(300)}.json`)));
    expect(error).toContain('is a longer name than the file system allows');
  });

  test('that has escapes of a terminal in it shows none', async () => {
    const error = await sentence(args(write('escapes.json', '{"a": \u001b]0;owned\u0007}')));
    expect(error).not.toMatch(/(?!\n)\p{Cc}/u);
  });
});

beforeAll(() => {
  symlinkSync('loop.json', path('loop.json'));
  mkdirSync(path('folder'));
  symlinkSync('loop.json', path('folder/loop.json'));
});

test('a folder with a loop of links has no results in it', async () => {
  expect(await sentence(['compare', path('folder'), path('folder')])).toContain(
    'has no results in it',
  );
});

const many = deep(5000, 50_000);

describe(`${many} invalid records are one sentence with the first and a count`, () => {
  const record = { vmm: 1, total_time_ms: 'x', sweep: 1 };
  const records = Array.from({ length: many }, () => record);
  const lines = records.map((one) => `${JSON.stringify(one)}\n`).join('');
  const json = JSON.stringify({ schema: 'guestperf-sim/results/1', results: records });

  const noTime =
    'total_time_ms: "x" is not a number; allowed: 0 to 10000000000000 (ms; the most is 300 years)';

  test.each([
    ['plot', 'many.json', json, 'results[0].scenario: missing; allowed: a string'],
    ['plot', 'many.ndjson', lines, 'scenario: missing; allowed: a string'],
    ['compare', 'many.json', json, `run 1: ${noTime}`],
    ['compare', 'many.ndjson', lines, `run 1: ${noTime}`],
  ])('%s %s', async (command, name, text, first) => {
    const file = write(name, text);
    const error = await sentence(command === 'plot' ? [command, file] : [command, file, file]);
    expect(error).toContain(`${name}: ${first}; ${many - 1} others are wrong as well`);
  });

  const manyPhases = deep(15_000, 150_000);

  test(`a workload of ${manyPhases} phases`, async () => {
    const phases = Array.from({ length: manyPhases }, () => ({
      seconds: -1,
      workload: { kind: 'x' },
    }));
    const workload = {
      name: 'x',
      description: 'd',
      source: 's',
      workload: { kind: 'phases', phases },
    };
    const error = await sentence([
      'run',
      '--workload',
      write('phases.json', JSON.stringify(workload)),
    ]);
    expect(error).toContain('workload.phases[0].seconds: -1 is out of range');
    expect(error).toContain(`${manyPhases - 1} others are wrong as well`);
  });
});

test.each([
  ['run', '--seed'],
  ['run', '--output'],
  ['run', '--trace'],
  ['sweep', '--seed'],
  ['sweep', '--output'],
  ['batch', '--output'],
  ['plot a', '--output'],
  ['merge a', '--output'],
])('%s %s with nothing behind it is refused', async (command, option) => {
  expect(await sentence([...command.split(' '), option, ''])).toBe(
    `error: ${option}: '' is empty\n`,
  );
});

test('an empty seed is refused in a suite as well', async () => {
  const suite = {
    name: 'x',
    description: 'd',
    host: 'generic-10g',
    defaults: {},
    loads: [{ name: 'l', seed: '' }],
    modes: [{ name: 'm' }],
    repeats: 1,
  };
  const error = await sentence(['batch', '--suite', write('seed.json', JSON.stringify(suite))]);
  expect(error).toContain("loads[0].seed: '' is empty");
});

test('a key that is right elsewhere is not its own correction', async () => {
  const workload = {
    name: 'x',
    description: 'd',
    source: 's',
    workload: {
      kind: 'hot-cold',
      workingSetMib: 1,
      mibPerSecond: 1,
      hotPagesPercent: 1,
      hotWritesPercent: 90,
      pacing: 'cpu',
    },
  };
  const error = await sentence([
    'run',
    '--workload',
    write('pacing.json', JSON.stringify(workload)),
  ]);
  expect(error).toMatch(/pacing\.json: workload\.pacing: is a key that belongs elsewhere\n$/);
});

test('a path with a NUL character, in a suite, is one sentence', async () => {
  const suite = {
    name: 'x',
    description: 'd',
    host: 'a\u0000b.json',
    defaults: {},
    loads: [{ name: 'l' }],
    modes: [{ name: 'm' }],
    repeats: 1,
  };
  const error = await sentence(['batch', '--suite', write('nul.json', JSON.stringify(suite))]);
  expect(error).toContain("'a\\u0000b.json' is not a path: it has a NUL character");
});

test.each([
  ['run', '--cpus', '9'.repeat(500)],
  ['run', '--host', `\u001b[2J${'h'.repeat(500)}`],
  ['run', '--mode', 'm'.repeat(100_000)],
  ['\u001b[2J', '--cpus', '1'],
])('%s %s: what is repeated of a value is short and printable', async (...args) => {
  const error = await sentence(args);
  expect(error).not.toMatch(/(?!\n)\p{Cc}|[9hm]{61}/u);
});

test('scenarios whose names are very long, and different, are named by their ends', async () => {
  const [base, head] = ['a', 'b'].map((letter) => {
    const record = {
      scenario: letter.repeat(70_000),
      vmm: 'qemu',
      version: '9.2',
      mode: 'original',
      host: 'generic-10g',
      stress_mem_mb: 1,
      seed: '1',
      repeat: 1,
      status: 'completed',
      total_time_ms: 1,
      downtime_ms: 1,
      iterations: 3,
    };
    return write(`long-${letter}.ndjson`, `${JSON.stringify(record)}\n`);
  });
  expect((await sentence(['compare', base, head])).length).toBeLessThan(1000);
});
