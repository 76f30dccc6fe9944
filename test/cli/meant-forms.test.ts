import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from './program.js';

/** What is said to a command line that is refused. */
async function refusal(commandLine: string): Promise<string> {
  const { code, out, err } = await run(commandLine.split(' '));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  return err;
}

test.each([
  ['--memory 4', '--mem'],
  ['--ram 4', '--mem'],
  ['--vcpus 4', '--cpus'],
  ['--downtime-limit 300', '--downtime'],
  ['--max-bandwidth 100', '--bandwidth'],
  ['--max-cpu-throttle 80', '--max-throttle'],
  ['--xbzrle', '--compression-xbzrle'],
  ['sweep --memory 4', '--mem'],
])('%s names %s', async (commandLine, flag) => {
  expect(await refusal(commandLine)).toMatch(
    new RegExp(`: unknown option; did you mean ${flag}\\?`),
  );
});

test.each(['--stress-mem 100-600', 'sweep --stress-mem 100-600', 'sweep --stress-mem 100:600'])(
  '%s is told how a range is written',
  async (commandLine) => {
    expect(await refusal(commandLine)).toContain('did you mean 100..600, a range of sweep?');
  },
);

test.each([
  'run --stress-mem 64',
  'run --stress-mem 64 --format json',
  'sweep --stress-mem 64 --format ndjson',
])('%s --output - goes to stdout', async (commandLine) => {
  const args = commandLine.split(' ');
  const { code, out } = await run([...args, '--output', '-']);
  expect(code).toBe(0);
  expect(out).toBe((await run(args)).out);
  expect(existsSync('-')).toBe(false);
});
