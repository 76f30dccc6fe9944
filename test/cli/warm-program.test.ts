import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './folder.js';
import { spawnProgram } from './program.js';
import { plainArguments, WarmProgram } from './warm-program.js';

test.each([
  ['guestperf-sim --mem 1 \\\n  --cpus 2', ['--mem', '1', '--cpus', '2']],
  [
    "guestperf-sim compare a b --threshold 'x<5%,y<=1 s'",
    ['compare', 'a', 'b', '--threshold', 'x<5%,y<=1 s'],
  ],
  ['guestperf-sim --suite "my suite.json"', ['--suite', 'my suite.json']],
  ['guestperf-sim --mem 1 | head', null],
  ['guestperf-sim plot run-*.json', null],
  ['guestperf-sim --host "$HOST"', null],
  ['guestperf-sim --mem 1 || echo "no"', null],
  ['grep x runs.csv', null],
])('%s', (command, args) => expect(plainArguments(command)).toEqual(args));

test('one command line after the other does what it does in a process of its own', async () => {
  const folder = temporaryFolder();
  const program = new WarmProgram(folder);
  const lines = [
    '--stress-mem 64 --format csv',
    '--cpus 0',
    '--stress-mem 64 --format csv',
    '--version',
  ];
  for (const line of lines) {
    const args = line.split(' ');
    const { status, stderr, stdout } = spawnProgram(args);
    const { output, ...outcome } = await program.run(args);
    expect(outcome).toEqual({ status, stdout, stderr });
    expect([stdout + stderr, stderr + stdout]).toContain(output);
  }
  await program.run('--stress-mem 64 --output table.txt'.split(' '));
  expect(readFileSync(join(folder, 'table.txt'), 'utf8')).toContain('ramsize');
});
