import { expect, test } from 'vitest';
import { batchCommand } from '../../src/batch/command.js';
import { optionTable } from '../../src/cli/command-line.js';
import { commands } from '../../src/commands.js';
import { flagOf } from '../../src/cli/options/option.js';
import { runCommand } from '../../src/run/command.js';
import { run } from './program.js';

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
  expect(out).toMatch(/--max-iters <N> .*\(default: 30\)/);
  expect(out).toContain('Examples:');
  expect((await run(['help', 'run'])).out).toBe(out);
});

test.each(commands.map(({ name }) => name))(
  'the help of %s shows options and examples',
  async (name) => {
    const { code, out, err } = await run([name, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: guestperf-sim [\w-]+ \[options\][ A-Z.]*\n/);
    expect(out).toMatch(/\nExamples:\n {2}# .*\n {2}guestperf-sim /);
  },
);

test('--version names program and model', async () => {
  const { code, out } = await run(['--version']);
  expect(code).toBe(0);
  expect(out).toMatch(/^guestperf-sim \d+\.\d+\.\d+ \(model \w+\)\n$/);
});
