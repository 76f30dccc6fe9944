import { expect, test } from 'vitest';
import { run } from './program.js';

test.each([
  ['--cpus 0', '--cpus: 0 is out of range; allowed: 1 to 4096 (vCPUs)'],
  ['--mem 1.5x', '--mem: 1.5x is not a whole number; allowed: 1 to 65536 (GiB)'],
  [
    '--mem 2 --stress-mem 100,2049',
    "--stress-mem: 2049 is larger than the guest's RAM (--mem 2); allowed: 1 to 2048 (MiB)",
  ],
  ['--stress-mem 100,', "--stress-mem: '' is not a whole number; allowed: 1 to 67108864 (MiB)"],
  ['--downtime -1', '--downtime: -1 is out of range; allowed: 0 to 2000000 (ms)'],
  ['--auto-converge-step 100', '--auto-converge-step: 100 is out of range; allowed: 1 to 99 (%)'],
  [
    '--throttle-initial 50 --max-throttle 20',
    '--max-throttle: 20 is below --throttle-initial 50; allowed: 50 to 99 (%)',
  ],
  ['--stres-mem 5', '--stres-mem: unknown option; did you mean --stress-mem?'],
  ['--zzz', '--zzz: unknown option'],
  ['--cpus', '--cpus: a value is missing'],
  [
    '--format jsn',
    '--format: jsn is not one of the choices; allowed: table, json, ndjson, csv, markdown; did you mean json?',
  ],
  [
    '--output no-such-folder/x',
    "--output: 'no-such-folder/x' cannot be written: the folder no-such-folder does not exist",
  ],
  ['--output test', '--output: test is a folder, not a file'],
  ['rnu', 'command: rnu is unknown; allowed: run; did you mean run?'],
  ['run again', 'run: again is one argument too many: run takes options only'],
  ['--post-copy', '--post-copy: postcopy is not modelled yet'],
  ['--multifd-channels 4', '--multifd-channels: multifd is not modelled yet'],
])('%s', async (commandLine, sentence) => {
  const { code, out, err } = await run(commandLine.split(' '));
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: `error: ${sentence}\n` });
});

test('--host nosuch lists what exists', async () => {
  const { code, err } = await run(['--host', 'nosuch']);
  expect(code).toBe(2);
  expect(err).toMatch(/^error: --host: nosuch is not .*generic-10g.*\n$/);
});

test('a stack trace is shown with --debug only', async () => {
  const { err } = await run(['--cpus', '0', '--debug']);
  expect(err).toContain('--cpus: 0 is out of range');
  expect(err).toContain('    at ');
});
