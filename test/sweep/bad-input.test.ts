import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';

const folder = temporaryFolder();
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const there = file('there.ndjson', '{}\n');

test.each([
  ['--downtime 500..100', '--downtime: 500..100 is an empty range: it ends before it begins'],
  ['--downtime 1..5:0', "--downtime: '1..5:0' is a range with a step of zero"],
  ['--downtime 100,,200', "--downtime: '100,,200' has an empty value"],
  ['--downtime 100,100', '--downtime: 100 occurs twice'],
  ['--downtime 100,0100', '--downtime: 0100 is the same as 100'],
  ['--mem 1,1GiB', '--mem: 1GiB is the same as 1'],
  ['--auto-converge on,true', '--auto-converge: true is the same as on'],
  ['--downtime 1..3000000', '--downtime: 3000000 is out of range; allowed: 0 to 2000000 (ms)'],
  ['--downtime 1..2:0.5', '--downtime: 1.5 is not a whole number; allowed: 0 to 2000000 (ms)'],
  ['--seed 1..1000000000', 'sweep: 1000000000 runs are more than 100000: give --yes to run them'],
  [
    '--downtime 1..100000 --stress-mem 1..1000 --cpus 1..10',
    'sweep: 1000000000 runs are more than 100000: give --yes to run them',
  ],
  ['--seed 1..9007199254740991 --repeat 10 --yes', 'sweep: has more runs than can be counted'],
  ['--auto-converge on,of', '--auto-converge: of is not a setting of a switch; allowed: on, off'],
  [
    '--throttle-initial 10,50 --max-throttle 20',
    'point 2 (throttle-initial 50): --max-throttle: 20 is below --throttle-initial 50; allowed: 50 to 99 (%)',
  ],
  [
    '--mode original,v2',
    'point 2 (mode v2): --mode: v2 was a patch against QEMU 9.1, never in a release, and does not apply to 10.2; allowed: precopy, original, merged, responsive, merged+responsive',
  ],
  ['--postcopy-preempt', '--postcopy-preempt: needs --post-copy, or a policy that starts postcopy'],
  [
    '--shard 8/7',
    "--shard: '8/7' asks for part 8 of 7; allowed: I/N with I from 1 to N, auto, auto/N",
  ],
  [
    '--shard 0/7',
    "--shard: '0/7' asks for part 0 of 7; allowed: I/N with I from 1 to N, auto, auto/N",
  ],
  ['--shard 1', '--shard: 1 is not a shard; allowed: I/N with I from 1 to N, auto, auto/N'],
  ['--shard 1/0', "--shard: '1/0' is out of range; allowed: 1 to 1000000 (shards)"],
  ['--resume', '--resume: needs --output FILE'],
  ['--resume --format table --output x', '--resume: needs --format ndjson or csv'],
  ['--resume --overwrite --output x', '--resume: contradicts --overwrite'],
  [
    '--format ndjson --pivot downtime:seed:mode',
    '--pivot: needs --output FILE: ndjson and a table do not go to stdout together',
  ],
  [
    '--pivot downtme:seed:mode',
    '--pivot: downtme is not a metric; allowed: completed, or a number of a record, such as total-time, downtime, iterations; did you mean downtime?',
  ],
  [
    '--html no-such-folder/x',
    "--html: 'no-such-folder/x' cannot be written: the folder no-such-folder does not exist",
  ],
  ['--matrix nosuch.csv', '--matrix: nosuch.csv does not exist'],
  ['--verbose', '--verbose: unknown option'],
])('%s', async (commandLine, sentence) => {
  const { code, out, err } = await run(['sweep', ...commandLine.split(' ')]);
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: `error: ${sentence}\n` });
});

test('a file is neither replaced nor mixed up unasked', async () => {
  expect(await run(['sweep', '--output', there])).toMatchObject({
    code: 2,
    err: `error: --output: '${there}' already exists; --resume continues it, --overwrite replaces it\n`,
  });
  expect(await run(['sweep', '--output', there, '--resume'])).toMatchObject({
    code: 2,
    err: `error: --resume: '${there}' line 1 is not the record of a sweep\n`,
  });
  expect(
    await run(['sweep', '--stress-mem', '32', '--output', there, '--overwrite']),
  ).toMatchObject({
    code: 0,
    err: 'sweep: 1 point x 1 seed = 1 run\n',
  });
});

test.each([
  ['mem,nosuch\n1,2\n', 'nosuch: is not an option of run that a matrix can set'],
  ['mem,repeat\n1,2\n', 'repeat: is not an option of run that a matrix can set'],
  ['mem,stres-mem\n1,2\n', 'did you mean stress-mem?'],
  ['mem,stress-mem\n1,2\n1\n', 'row 2: has 1 fields where the first line has 2'],
  ['mem,stress-mem\n1,2\n1,x\n', 'row 2: stress-mem: x is not a whole number'],
  ['mem\n1\n1\n', 'row 2: is the same as row 1'],
  ['mem,mem\n1,1\n', 'mem: occurs twice'],
  ['mem\n', 'has no rows'],
  ['', 'has no rows'],
  ['[1]', 'row 1: is not an object'],
  ['[{"mem": [1]}]', 'row 1: mem: is neither a text, a number'],
  ['[{"mem": 1', 'is not JSON'],
])('the matrix %j', async (text, problem) => {
  const { code, err } = await run(['sweep', '--matrix', file('matrix', text)]);
  expect({ code, lines: err.split('\n').length }).toEqual({ code: 2, lines: 2 });
  expect(err).toContain(problem);
});

test('a matrix and a list cannot set the same', async () => {
  const matrix = file('mem.csv', 'mem\n1\n2\n');
  const { code, err } = await run(['sweep', '--matrix', matrix, '--mem', '4']);
  expect({ code, err }).toEqual({
    code: 2,
    err: `error: --mem: contradicts --matrix ${matrix}, which sets it as well\n`,
  });
});
