import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { paretoFront } from '../../src/advise/pareto.js';
import { runRecordSchema } from '../../src/results/run-record.js';
import { tuneSchema } from '../../src/tune/tune-record.js';
import { temporaryFolder } from '../cli/folder.js';
import { run, spawnProgram } from '../cli/program.js';
import { isDeep } from '../support/draws.js';

const folder = temporaryFolder();
const file = (name: string): string => join(folder, name);

const small = [
  'tune',
  '--mode',
  'original',
  '--suite',
  'auto-converge-2016',
  '--range',
  'auto-converge-step=5..40',
  'throttle-initial=5..60',
  '--candidates',
  '14',
  '--repeat',
  '2',
];
const json = ['--format', 'json'];

type Front = ReturnType<typeof tuneSchema.parse>['front'];

function figures(front: Front) {
  return front.map(({ downtime_ms, guest_speed_percent, total_time_ms }) => ({
    downtime_ms: downtime_ms ?? Number.NaN,
    guest_speed_percent: guest_speed_percent ?? Number.NaN,
    total_time_ms: total_time_ms ?? Number.NaN,
  }));
}

const runsFile = file('whole.ndjson');
/** The search that several tests look at, on one thread. */
let searched: Awaited<ReturnType<typeof run>>;
beforeAll(async () => {
  searched = await run([...small, ...json, '--record', runsFile]);
});

test('one and three threads find the same front, of which nothing is worse than another in all', () => {
  const { out: one } = searched;
  const { defaults, front, loads, tried_settings: tried } = tuneSchema.parse(JSON.parse(one));
  expect(spawnProgram([...small, ...json, '--workers', '3']).stdout).toBe(one);
  expect({ loads: loads.length, tried }).toEqual({ loads: 2, tried: 14 });
  expect(defaults).toMatchObject({ is_default: true, settings: {}, runs: 4 });
  expect(front.length).toBeGreaterThan(0);
  const own = figures(front);
  expect(paretoFront(own)).toEqual(own);
  const times = own.map(({ total_time_ms: ms }) => ms);
  expect(times.toSorted((a, b) => a - b)).toEqual(times);
});

test.runIf(isDeep)(
  'the defaults are told where they are not on the front, as text and as Markdown',
  async () => {
    const { out } = await run([...small.slice(0, 5), '--range', 'auto-converge-step=25,30']);
    expect(out).toMatch(/^original over the 2 loads of auto-converge-2016: settings of which none/);
    expect(out).toContain('The defaults are not among them:');
    const { out: markdown } = await run([...small, '--format', 'markdown']);
    expect(markdown).toContain('| settings');
  },
);

test('the figures are those of a batch with the same settings', async () => {
  const range = ['--range', 'auto-converge-step=25'];
  const { out } = await run([...small.slice(0, 5), ...range, '--repeat', '2', ...json]);
  const { front } = tuneSchema.parse(JSON.parse(out));
  expect(front[0].settings).toEqual({ auto_converge_step: 25 });
  const suite = JSON.parse(readFileSync('profiles/suites/auto-converge-2016.json', 'utf8'));
  const modes = [{ name: 'tuned', mode: 'original', autoConvergeStep: 25 }];
  const { reference: _reference, figures: _figures, alsoShows: _alsoShows, ...rest } = suite;
  writeFileSync(file('suite.json'), JSON.stringify({ ...rest, modes, repeats: 2 }));
  const batch = await run(['batch', '--suite', file('suite.json'), '--format', 'ndjson']);
  const records = batch.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const total = records.reduce((sum, record) => sum + record.total_time_ms, 0);
  expect(records).toHaveLength(4);
  expect(front[0].total_time_ms).toBeCloseTo(total / 4, 3);
});

test('of a strategy all that it declares is searched, and its defaults are what it is compared with', async () => {
  const asked =
    'tune --strategy proportional --suite auto-converge-2016 --candidates 14 --repeat 1';
  const { code, err, out } = await run([...asked.split(' '), ...json]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const { defaults, front, mode, strategy_hash: hash } = tuneSchema.parse(JSON.parse(out));
  expect(mode).toBe('proportional');
  expect(hash).toMatch(/^[0-9a-f]{16}$/);
  expect(defaults.settings).toEqual({});
  const keys = new Set(front.flatMap(({ settings }) => Object.keys(settings)));
  expect(keys.size).toBeGreaterThan(0);
  for (const key of keys) expect(key).toMatch(/^strategy_(target|gain|maximum)$/);
});

test('--range narrows what a strategy declares, and sets others beside', async () => {
  const asked =
    'tune --strategy proportional --suite auto-converge-2016 --candidates 4 --repeat 1 --range strategy-target=20..25 downtime=400';
  const { out } = await run([...asked.split(' '), ...json]);
  for (const { settings } of tuneSchema.parse(JSON.parse(out)).front) {
    expect(settings).toMatchObject({ downtime: 400 });
    const { strategy_target: target } = settings;
    expect(target).toBeGreaterThanOrEqual(20);
    expect(target).toBeLessThanOrEqual(25);
  }
});

test('--record keeps each run, and --resume goes on', async () => {
  const { out: uninterrupted } = searched;
  const kept = readFileSync(runsFile, 'utf8');
  const lines = kept.trimEnd().split('\n');
  for (const line of lines) runRecordSchema.parse(JSON.parse(line));
  expect(JSON.parse(uninterrupted).simulated_runs).toBe(lines.length);
  const part = file('part.ndjson');
  writeFileSync(part, `${lines.slice(0, 9).join('\n')}\n{`);
  const { code, err, out } = await run([...small, ...json, '--record', part, '--resume']);
  expect({ code, err }).toEqual({ code: 0, err: 'resuming: 9 runs done before\n' });
  expect(out).toBe(uninterrupted);
  expect(readFileSync(part, 'utf8')).toBe(kept);
});

test('an interruption is told', async () => {
  expect(await run(small, { isInterrupted: true })).toEqual({
    code: 130,
    out: '',
    err: 'interrupted: 0 runs done\n',
  });
});

describe('what is wrong is said in a sentence', () => {
  test.each([
    [['tune'], '--mode: is missing'],
    [['tune', '--mode', 'original'], '--suite: is missing'],
    [['tune', '--mode', 'original', '--strategy', 'v2'], '--strategy: v2 contradicts --mode'],
    [
      ['tune', '--strategy', 'v2', '--range', 'strategy-gain=1'],
      '--range: strategy-gain is not a setting of the strategy; allowed: strategy-interval-ms, strategy-after-ms',
    ],
    [
      ['tune', '--strategy', 'proportional', '--range', 'strategy-target=0..5'],
      '--range strategy-target: 0 is out of range; allowed: 1 to 100',
    ],
    [['tune', '--mode', 'merged', '--suite', 'cover-letter-v2'], 'merged'],
    [['tune', '--mode', 'v2', '--suite', 'cover-letter-2'], 'did you mean cover-letter-v2?'],
    [['tune', '--mode', 'original', '--suite', 'guestperf'], 'is a suite of comparisons'],
    [['tune', '--mode', 'original', '--suite', 'iterations-2026'], 'mode'],
    [[...small, '--range', 'max-throttle=60'], '--max-throttle'],
    [[...small, '--range', 'throtle-initial=5..6'], 'did you mean throttle-initial?'],
    [[...small, '--record', 'x', '--resume', '--overwrite'], '--resume: contradicts --overwrite'],
  ])('%s', async (args, sentence) => {
    const { code, err, out } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });
});
