import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { challengeSchema } from '../../src/challenge/challenge-record.js';
import { contenderOf } from '../../src/challenge/contender.js';
import { runRecordSchema } from '../../src/results/run-record.js';
import { temporaryFolder } from '../cli/folder.js';
import { run, spawnProgram } from '../cli/program.js';
import { isDeep, quickOnes } from '../support/draws.js';

const folder = temporaryFolder();
const file = (name: string): string => join(folder, name);

/** Guests of 1 GiB on slow links, where the merged form of background sync slows the guest and gains no time. */
const small = [
  'challenge',
  '--strategy',
  'merged',
  '--against',
  'original',
  '--metric',
  'guest-speed',
  '--least',
  '1',
  '--range',
  'mem=1',
  'stress-mem=100..900',
  'link-gbit=0.5..1',
  '--candidates',
  '16',
  '--repeat',
  '2',
  '--finds',
  '1',
];
const json = ['--format', 'json'];

const findsFile = file('finds.json');
const runsFile = file('whole.ndjson');
/** The search that most tests look at, on one thread. */
let searched: Awaited<ReturnType<typeof run>>;
beforeAll(async () => {
  searched = await run([...small, ...json, '--suite', findsFile, '--record', runsFile]);
});

/** The same search in another form, from the runs that are there. */
async function retold(form: readonly string[]): Promise<string> {
  const copy = file('retold.ndjson');
  copyFileSync(runsFile, copy);
  return (await run([...small, ...form, '--record', copy, '--resume'])).out;
}

// Two and eight threads too in `npm run test:long`: each of them loads the program.
const threads = quickOnes(['3', '2', '8'], (workers) => workers === '3');

test.each(threads)('one thread and %s find the same', (workers) => {
  const { finds } = challengeSchema.parse(JSON.parse(searched.out));
  expect(finds).toHaveLength(1);
  expect(finds[0].excess).toBeGreaterThanOrEqual(1);
  expect(finds[0]).toMatchObject({ worse: 2, runs: 2 });
  expect(spawnProgram([...small, ...json, '--workers', workers]).stdout).toBe(searched.out);
});

test.runIf(isDeep)('another seed looks elsewhere', async () => {
  const { out } = await run([...small, ...json, '--seed', '2']);
  const [a, b] = [searched.out, out].map((text) => challengeSchema.parse(JSON.parse(text)));
  expect(a.finds[0].found_as).not.toEqual(b.finds[0].found_as);
});

describe('a find', () => {
  test('its command line and its suite show the difference', async () => {
    const { code, out } = searched;
    expect(code).toBe(0);
    const [{ against, command, strategy }] = challengeSchema.parse(JSON.parse(out)).finds;
    const speeds = async (args: readonly string[]): Promise<number[]> => {
      const { out: lines } = await run([...args, '--format', 'ndjson']);
      const records = lines
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      return ['background sync', 'original', 'merged'].flatMap((mode) => {
        const own = records.filter((record) => record.mode === mode);
        const sum = own.reduce((total, record) => total + record.guest_speed_percent, 0);
        return own.length === 0 ? [] : [sum / own.length];
      });
    };
    const sweep = await speeds(command.split(' ').slice(1));
    expect(sweep[0]).toBeCloseTo(strategy ?? Number.NaN, 5);
    expect(sweep[1]).toBeCloseTo(against ?? Number.NaN, 5);
    const batch = await speeds(['batch', '--suite', findsFile]);
    expect(batch.toSorted()).toEqual(sweep.toSorted());
  });

  test('is told as text and as Markdown, with what happened', async () => {
    const out = await retold([]);
    expect(out).toMatch(
      /^merged does worse than original in a scenario: in each run the guest is slower by 1 points/,
    );
    expect(out).toContain('First pass: all');
    expect(out).toContain('guestperf-sim sweep --mode merged,original');
    expect(await retold(['--format', 'markdown'])).toContain('### Find 1: ');
  });
});

test('a strategy of a file meets a mode', async () => {
  const strategy = join('profiles', 'strategies', 'proportional.mjs');
  const asked =
    `challenge --strategy original --against ${strategy} --candidates 12 --range mem=1 link-gbit=1..2 ` +
    '--repeat 1 --finds 1 --format json';
  const { code, err, out } = await run(asked.split(' '));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const { against, finds } = challengeSchema.parse(JSON.parse(out));
  expect(against).toBe('proportional');
  const times = await Promise.all(
    finds[0].command.split(' && ').map(async (command) => {
      const { out: text } = await run([...command.split(' ').slice(1), '--format', 'json']);
      return JSON.parse(text).results[0].total_time_ms;
    }),
  );
  expect(times).toEqual([finds[0].strategy, finds[0].against]);
});

test('the challenged strategy has its own settings, and its name tells them where both are called the same', async () => {
  const asked =
    'challenge --strategy proportional --strategy-gain 0.1 --against proportional --metric guest-time --least 0.1 ' +
    '--candidates 8 --range mem=1 link-gbit=1..2 --repeat 1 --finds 1 --format json';
  const { code, err, out } = await run(asked.split(' '));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const { against, finds, strategy } = challengeSchema.parse(JSON.parse(out));
  expect({ strategy, against }).toEqual({
    strategy: 'proportional (strategy-gain 0.1)',
    against: 'proportional',
  });
  for (const { command } of finds) expect(command).toContain('--strategy-gain 0.1');
});

test('rules without a throttle go with auto-converge, unless they meet precopy', () => {
  const settings = (name: string, rival: string): object =>
    contenderOf(name, '--strategy', rival, {}).settings;
  expect(settings('./profiles/strategies/v2.mjs', 'original')).toMatchObject({
    autoConverge: true,
  });
  expect(settings('./profiles/strategies/v2.mjs', 'precopy')).not.toHaveProperty('autoConverge');
  expect(settings('proportional', 'original')).toEqual({ strategy: 'proportional' });
  expect(settings('v2', 'original')).toEqual({ mode: 'v2' });
});

describe('--record', () => {
  test('keeps each run, and an interrupted search goes on where it ended', async () => {
    const { out: uninterrupted } = searched;
    const kept = readFileSync(runsFile, 'utf8');
    const lines = kept.trimEnd().split('\n');
    for (const line of lines) runRecordSchema.parse(JSON.parse(line));
    expect(JSON.parse(uninterrupted).simulated_runs).toBe(lines.length);
    const part = file('part.ndjson');
    writeFileSync(part, `${lines.slice(0, 20).join('\n')}\n{"torn`);
    const { code, err, out } = await run([...small, ...json, '--record', part, '--resume']);
    expect({ code, err }).toEqual({ code: 0, err: 'resuming: 20 runs done before\n' });
    expect(out).toBe(uninterrupted);
    expect(readFileSync(part, 'utf8')).toBe(kept);
  });

  test('an interruption keeps the runs that are done', async () => {
    const interrupted = file('interrupted.ndjson');
    const { code, err, out } = await run([...small, '--record', interrupted, '--workers', '1'], {
      isInterrupted: true,
    });
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(err).toBe('interrupted: 0 runs done, 0 finds\n');
  });

  test('a file of another search is left as it is', async () => {
    const other = file('other.ndjson');
    await run([...small, '--record', other, '--candidates', '2']);
    const before = readFileSync(other, 'utf8');
    const { code, err } = await run([...small, '--record', other, '--resume', '--seed', '7']);
    expect(code).toBe(2);
    expect(err).toContain('line 1 is of another search');
    expect(readFileSync(other, 'utf8')).toBe(before);
    const again = await run([...small, '--record', other]);
    expect(again.code).toBe(2);
    expect(again.err).toContain('--resume continues it, --overwrite replaces it');
  });
});

describe('what is wrong is said in a sentence', () => {
  const asked = ['challenge', '--strategy', 'merged', '--against', 'original'];
  test.each([
    [['challenge'], '--strategy: is missing'],
    [['challenge', '--strategy', 'merged'], '--against: is missing'],
    [
      ['challenge', '--strategy', 'v1', '--against', 'v1'],
      '--against: v1 is the strategy that is challenged',
    ],
    [
      ['challenge', '--strategy', 'v2', '--against', 'original'],
      '--strategy: v2 was a patch against QEMU 9.1',
    ],
    [['challenge', '--strategy', 'orignal'], 'did you mean original?'],
    [['challenge', '--strategy', './none.mjs'], "--strategy: './none.mjs' does not exist"],
    [
      [...asked, '--range', 'strategy-gain=0.1..1'],
      '--range: strategy-gain would be a setting of a strategy: tune --strategy varies them',
    ],
    [
      ['challenge', '--strategy', 'proportional', '--strategy-gian', '1', '--against', 'original'],
      'did you mean --strategy-gain?',
    ],
    [[...asked, '--metric', 'downtme'], 'did you mean downtime?'],
    [[...asked, '--range', 'men=1..2'], '--range: men is not a setting; did you mean mem?'],
    [[...asked, '--range', 'mem=2..1'], '--range mem: 2..1 is an empty range'],
    [[...asked, '--range', 'mem=0..1'], '--range mem: 0 is out of range'],
    [[...asked, '--range', 'mem'], '--range: mem is no range of a setting; allowed: KEY=LOW..HIGH'],
    [[...asked, '--range', 'mode=v1'], '--range: mode is what the strategies are'],
    [[...asked, '--range', 'mem=1', 'mem=2'], "--range: 'mem=2' occurs twice"],
    [[...asked, '--range', 'workload=hot-cold', 'mem=1', '--candidates', '4'], '--range workload'],
    [[...asked, '--resume'], '--resume: needs --record FILE'],
  ])('%s', async (args, sentence) => {
    const { code, err, out } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });

  test('and no suite is written where nothing was found', async () => {
    const none = file('none.json');
    const { code, out } = await run([...asked, '--candidates', '3', '--suite', none]);
    expect(code).toBe(0);
    expect(out).toContain('No scenario was found');
    expect(existsSync(none)).toBe(false);
  });
});
