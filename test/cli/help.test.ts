import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { batchCommand } from '../../src/batch/command.js';
import { optionTable } from '../../src/cli/command-line.js';
import { exitCode } from '../../src/cli/exit-code.js';
import { helpTopics } from '../../src/cli/help/topics.js';
import { commands } from '../../src/commands.js';
import { flagOf } from '../../src/cli/options/option.js';
import { answerFormats } from '../../src/documents/answer.js';
import { shipped } from '../../src/profiles/profile-files.js';
import { runCommand } from '../../src/run/command.js';
import { shippedStrategies } from '../../src/strategies/load-strategy.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();
const words = (text: string): string[] => text.trim().split(/\s+/);

/** The flags that guestperf.py and guestperf-batch.py share, in QEMU 7.2 to 10.2. */
const sharedFlags = words(`
  --debug --verbose --sleep --binary --dst-host --kernel --initrd --transport --cpus --mem
  --src-cpu-bind --src-mem-bind --dst-cpu-bind --dst-mem-bind --prealloc-pages --huge-pages
  --locked-pages --dirty-ring-size --output`);

/** Those of guestperf.py, and the cover letter's --stress-mem. */
const guestperfFlags = words(`
  --max-iters --max-time --bandwidth --downtime
  --pause --pause-iters --post-copy --post-copy-iters --auto-converge --auto-converge-step
  --compression-mt --compression-mt-threads --compression-xbzrle --compression-xbzrle-cache
  --multifd --multifd-channels --multifd-compression --dirty-limit --x-vcpu-dirty-limit-period
  --vcpu-dirty-limit --stress-mem`);

test.each([
  [runCommand, [...sharedFlags, ...guestperfFlags]],
  [batchCommand, [...sharedFlags, '--filter']],
])('$name knows every flag of its counterpart in guestperf', (command, expected) => {
  const flags = Object.keys(optionTable(command)).map(flagOf);
  expect(expected.filter((flag) => !flags.includes(flag))).toEqual([]);
});

test("values that guestperf.py has as defaults are run's", () => {
  const table = optionTable(runCommand);
  const shown = (keys: string): unknown[] => words(keys).map((key) => table[key].fallbackText);
  expect(
    shown('sleep cpus mem maxIters maxTime bandwidth downtime pauseIters autoConvergeStep'),
  ).toEqual(['15', '1', '1', '30', '300', '125000', '500', '5', '10']);
  expect(shown('multifdChannels dirtyRingSize')).toEqual(['2', '0']);
  for (const key of words('debug verbose pause autoConverge multifd')) {
    expect(table[key].placeholder).toBeNull();
  }
});

test('the switches of huge, preallocated and locked pages take a value', () => {
  const table = optionTable(runCommand);
  for (const key of ['preallocPages', 'hugePages', 'lockedPages']) {
    expect(table[key].placeholder).not.toBeNull();
  }
});

test('the overview names all commands', async () => {
  const { code, out, err } = await run(['--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const { name } of commands) expect(out).toContain(`  ${name} `);
  expect((await run(['help'])).out).toBe(out);
});

test('the help of run shows defaults and examples', async () => {
  const { code, out } = await run(['run', '--help']);
  expect(code).toBe(0);
  expect(out).toMatch(/--max-iters <N> [^-]*\(default:\s+30\)/);
  expect(out).toContain('Examples:');
  expect((await run(['help', 'run'])).out).toBe(out);
});

test.each(commands.map(({ name }) => name))(
  'the help of %s shows options and examples',
  async (name) => {
    const { code, out, err } = await run([name, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: guestperf-sim [\w-]+ \[options\][ A-Z.]*\n/);
    expect(out).toMatch(/\nExamples:\n( {2}# .*\n)+ {2}guestperf-sim /);
  },
);

const helpLines = [
  ['-h'],
  ['--help'],
  ...commands.flatMap(({ name }) => [
    [name, '-h'],
    [name, '--help'],
  ]),
  ...helpTopics.map(({ name }) => ['help', name]),
];

describe.each([60, 80, 120])('on a terminal of %d columns', (columns) => {
  test.each(helpLines)('%s %s has no longer line', async (...args) => {
    const { code, out, err } = await run(args, { columns });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n').filter((line) => line.length > columns)).toEqual([]);
  });
});

test('COLUMNS prevails over the width of the terminal, and a pipe has 80', async () => {
  const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));
  const args = ['run', '--help'];
  const narrow = await run(args, { columns: 60 });
  expect((await run(args, { columns: 120, environment: { COLUMNS: '60' } })).out).toBe(narrow.out);
  expect((await run(args)).out).toBe((await run(args, { columns: 80 })).out);
  expect(widest((await run(args, { columns: 120 })).out)).toBeGreaterThan(80);
});

test.each(commands.map(({ name }) => name))(
  'in the help of %s the column of the options is at most 28 wide',
  async (name) => {
    const { out } = await run([name, '--help'], { columns: 120 });
    for (const [, before] of out.matchAll(/^( {2}-\S.*? {2,})\S/gm)) {
      expect(before.length).toBeLessThanOrEqual(28);
    }
    expect(out).toMatch(/^ {2}-\S.*? {2,}\S/m);
  },
);

test.each(commands.map(({ name }) => name))('-h of %s fits on a screen', async (name) => {
  const { code, out, err } = await run([name, '-h']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out.split('\n').length).toBeLessThanOrEqual(32);
  expect(out).toContain(`guestperf-sim ${name} --help`);
});

test.each(commands.map(({ name }) => name))('what most need of %s are options', async (name) => {
  const command = await commands.find((entry) => entry.name === name)?.load();
  const table = optionTable(command ?? runCommand);
  const unknown = (command?.essentials ?? []).filter((key) => table[key] === undefined);
  expect(unknown).toEqual([]);
});

test('the bare program shows its short help on a terminal, and migrates in a pipe', async () => {
  const { code, out, err } = await run([], { isTTY: true });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe((await run(['-h'])).out);
  expect(out.split('\n').length).toBeLessThanOrEqual(32);
  expect((await run([])).out).toMatch(/^ramsize: /);
});

/** The term of a row of the help. */
const row = (name: string): RegExp =>
  new RegExp(`^  ${name.replaceAll('+', String.raw`\+`)}( |$)`, 'm');

test('help of a topic says what it says it does', async () => {
  const topic = async (name: string): Promise<string> => (await run(['help', name])).out;
  for (const name of shipped.host()) expect(await topic('hosts')).toMatch(row(name));
  for (const name of shipped.workload()) expect(await topic('workloads')).toMatch(row(name));
  for (const name of shippedStrategies()) expect(await topic('strategies')).toMatch(row(name));
  for (const name of answerFormats) expect(await topic('formats')).toMatch(row(name));
  for (const code of Object.values(exitCode)) {
    expect(await topic('exit-codes')).toMatch(new RegExp(`^  ${code} +\\S`, 'm'));
  }
});

test('help of something that is not there names what is near', async () => {
  expect(await run(['help', 'host'])).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(
      /^error: help: host is neither a command nor a topic.* did you mean hosts\?\n$/,
    ),
  });
});

test('--quiet leaves errors on stderr and nothing else', async () => {
  const args = ['--stress-mem', '64', '--transport', 'rdma'];
  const { out, err } = await run(args);
  expect(err).not.toBe('');
  for (const flag of ['-q', '--quiet']) {
    expect(await run([...args, flag])).toEqual({ code: 0, out, err: '' });
  }
  expect(await run(['-q', '--cpus', '0'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('error: --cpus'),
  });
});

test('--quiet leaves what keeps a part of the work from being done', async () => {
  const suite = {
    name: 'a',
    description: 'one that runs and one that is refused',
    host: 'generic-10g',
    comparisons: [
      { name: 'c', scenarios: [{ name: 'runs' }, { name: 'is-not', multifd_channels: 8 }] },
    ],
  };
  const file = join(folder, 'suite.json');
  writeFileSync(file, JSON.stringify(suite));
  const { code, err } = await run(['batch', '--suite', file, '--mem', '1', '--quiet']);
  expect({ code, lines: err.split('\n') }).toEqual({
    code: 2,
    lines: [expect.stringMatching(/^refused c\/is-not: /), ''],
  });
});

test.each(['--verbose', '-v', '--explain', '--timeline'])(
  '--quiet contradicts %s, which speaks',
  async (flag) => {
    const { code, err } = await run(['-q', flag]);
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^error: --quiet: contradicts --/),
    });
  },
);

test('-v is --verbose', async () => {
  const long = await run(['--stress-mem', '64', '--verbose']);
  expect(await run(['--stress-mem', '64', '-v'])).toEqual(long);
  expect(long.err).toContain('Sleeping');
});

test.each(['--version', '-V', 'version'])('%s names program and model', async (word) => {
  const { code, out } = await run([word]);
  expect(code).toBe(0);
  expect(out).toMatch(/^guestperf-sim \d+\.\d+\.\d+ \(model \w+\)\n$/);
});
