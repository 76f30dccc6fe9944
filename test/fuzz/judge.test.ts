import { expect, test } from 'vitest';
import type { FolderState } from './case-folder.js';
import type { Observation } from './execute.js';
import { caseOf, textFile } from './fuzz-case.js';
import { faultsOf } from './judge.js';

const nothing: FolderState = new Map();
const quiet: Observation = { code: 0, out: '', err: '', before: nothing, after: nothing };
const fuzzCase = caseOf(['run', '--cpus', '0'], {
  outputs: ['out.json'],
  isTerminal: true,
  culprits: ['--cpus'],
});

const whole = textFile('{"a":1}\n');

test('a case that does what it should has no fault', () => {
  const err = 'note: x\nerror: --cpus: 0 is out of range; allowed: 1 to 1024 (vCPUs)\n';
  expect(faultsOf(fuzzCase, quiet)).toEqual([]);
  expect(faultsOf(fuzzCase, { ...quiet, code: 2, err })).toEqual([]);
  expect(faultsOf(fuzzCase, { ...quiet, after: new Map([['out.json', whole]]) })).toEqual([]);
});

test.each<[string, Partial<Observation>, string]>([
  ['a bug', { code: 1, err: 'x\n' }, 'exit code 1: x'],
  ['a code that nobody asked for', { code: 3 }, 'exit code 3: '],
  ['a stack', { err: 'Error\n    at run (file.js:1:2)\n' }, 'stack: Error'],
  ['a refusal without a word', { code: 2 }, '0 error messages'],
  ['two messages', { code: 2, err: 'error: --cpus\nerror: b\n' }, '2 error messages'],
  ['a long message', { code: 2, err: 'error: --cpus\nb\nc\n' }, 'a message of more than two lines'],
  ['a riddle', { code: 2, err: 'error: something is wrong\n' }, 'names no culprit'],
  ['an escape', { out: '\u001b[2Jgone\n' }, 'stdout has U+001b'],
  ['a line without its end', { err: 'half' }, 'the last line on stderr has no end'],
  ['a file cut short', { after: new Map([['out.json', textFile('{"a"')]]) }, '(out) is cut short'],
  ['what is left behind', { after: new Map([['x.tmp', whole]]) }, 'x.tmp was left behind'],
  [
    'a file of a refusal',
    { code: 2, err: 'error: --cpus\n', after: new Map([['out.json', whole]]) },
    '(out) was written by a refusal',
  ],
  ['a file that is gone', { before: new Map([['in.json', whole]]) }, 'in.json is not as it was'],
  [
    'a link that is a file now',
    {
      before: new Map([['out.json', { kind: 'link', target: 'x' }]]),
      after: new Map([['out.json', whole]]),
    },
    'the link (out) was replaced',
  ],
])('%s is a fault', (_name, seen, fault) => {
  expect(faultsOf(fuzzCase, { ...quiet, ...seen })).toEqual([fault]);
});
