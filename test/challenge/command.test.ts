import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { challengeSchema } from '../../src/challenge/challenge-record.js';
import { contenderOf } from '../../src/challenge/contender.js';
import { runRecordSchema } from '../../src/results/run-record.js';
import { temporaryFolder } from '../cli/folder.js';
import { run, spawnProgram } from '../cli/program.js';

const folder = temporaryFolder();
const file = (name: string): string => join(folder, name);

/** Guests of at most 2 GiB on slow links, where the merged form of background sync slows the guest and gains no time. */
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
  'mem=1..2',
  'link-gbit=0.2..1',
  '--candidates',
  '24',
  '--repeat',
  '2',
  '--finds',
  '1',
];
const json = ['--format', 'json'];

test('one, two and eight threads find the same', () => {
  const [one, two, eight] = ['1', '2', '8'].map(
    (workers) => spawnProgram([...small, ...json, '--workers', workers]).stdout,
  );
  const { finds } = challengeSchema.parse(JSON.parse(one));
  expect(finds).toHaveLength(1);
  expect(finds[0].excess).toBeGreaterThanOrEqual(1);
  expect(finds[0]).toMatchObject({ worse: 2, runs: 2 });
  expect(two).toBe(one);
  expect(eight).toBe(one);
});

test('another seed looks elsewhere', async () => {
  const [first, second] = await Promise.all(
    ['1', '2'].map(async (seed) => (await run([...small, ...json, '--seed', seed])).out),
  );
  const [a, b] = [first, second].map((text) => challengeSchema.parse(JSON.parse(text)));
  expect(a.finds[0].found_as).not.toEqual(b.finds[0].found_as);
});

describe('a find', () => {
  test('its command line and its suite show the difference', async () => {
    const suite = file('finds.json');
    const { code, out } = await run([...small, ...json, '--suite', suite]);
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
    const batch = await speeds(['batch', '--suite', suite]);
    expect(batch.toSorted()).toEqual(sweep.toSorted());
  });

  test('is told as text and as Markdown, with what happened', async () => {
    const { out } = await run(small);
    expect(out).toMatch(
      /^merged does worse than original in a scenario: in each run the guest is slower by 1 points/,
    );
    expect(out).toContain('First pass: all');
    expect(out).toContain('guestperf-sim sweep --mode merged,original');
    const { out: markdown } = await run([...small, '--format', 'markdown']);
    expect(markdown).toContain('### Find 1: ');
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
    const whole = file('whole.ndjson');
    const { out: uninterrupted } = await run([...small, ...json, '--record', whole]);
    const kept = readFileSync(whole, 'utf8');
    const lines = kept.trimEnd().split('\n');
    for (const line of lines) runRecordSchema.parse(JSON.parse(line));
    expect(JSON.parse(uninterrupted).simulated_runs).toBe(lines.length);
    const part = file('part.ndjson');
    writeFileSync(part, `${lines.slice(0, 50).join('\n')}\n{"torn`);
    const { code, err, out } = await run([...small, ...json, '--record', part, '--resume']);
    expect({ code, err }).toEqual({ code: 0, err: 'resuming: 50 runs done before\n' });
    expect(out).toBe(uninterrupted);
    expect(readFileSync(part, 'utf8')).toBe(kept);
  });

  test('an interruption keeps the runs that are done', async () => {
    const record = file('interrupted.ndjson');
    const { code, err, out } = await run([...small, '--record', record, '--workers', '1'], {
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
    [[...asked, '--range', 'workload=hot-cold', 'mem=1'], '--range workload'],
    [[...asked, '--resume'], '--resume: needs --record FILE'],
  ])('%s', async (args, sentence) => {
    const { code, err, out } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });

  test('and no suite is written where nothing was found', async () => {
    const suite = file('none.json');
    const { code, out } = await run([...asked, '--candidates', '3', '--suite', suite]);
    expect(code).toBe(0);
    expect(out).toContain('No scenario was found');
    expect(existsSync(suite)).toBe(false);
  });
});
