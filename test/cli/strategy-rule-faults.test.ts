import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './folder.js';
import {
  ran,
  strategyFilesIn,
  withCompletion,
  withHoldBack,
  withSync,
  withThrottle,
} from './strategy-files.js';

const folder = temporaryFolder();
const strategyFile = strategyFilesIn(folder);

test.each([
  [
    'throws',
    withThrottle("throw new Error('oh no');"),
    /throttle.percent: at [\d.]+ s of the migration it throws: oh no$/,
  ],
  ['throws null', withThrottle('throw null;'), /it throws: null$/],
  [
    'returns NaN',
    withThrottle('return NaN;'),
    /it returns NaN; allowed: 0 to 99 %, an array with a percent for each vCPU, or null$/,
  ],
  ['returns 120', withThrottle('return 120;'), /it returns 120; allowed: 0 to 99 %, an array/],
  [
    'has 120 for a vCPU',
    withThrottle('return [0, 120, 0, 0];'),
    /it returns 120; allowed: 0 to 99 %/,
  ],
  ['forgets a vCPU', withThrottle('return [0, 0, 0];'), /it returns an array of 3; allowed: 0 to/],
  ['returns a text', withThrottle("return '50';"), /it returns '50'; allowed/],
  [
    'is async',
    withThrottle('return Promise.resolve(5);'),
    /it returns a promise, and a migration does not wait$/,
  ],
  ['never ends', withThrottle('for (;;);'), /it does not end within 1000000 steps of work$/],
  [
    'never ends and catches',
    withThrottle('for (;;) { try { for (;;); } catch {} }'),
    /it does not end within/,
  ],
  [
    'calls itself',
    withThrottle('const f = () => f(); f();'),
    /it (throws: Maximum call stack|does not end)/,
  ],
  [
    'asks for the time',
    withThrottle('return Date.now();'),
    /it throws: a strategy has no Date; look.timeMs is/,
  ],
  ['makes a date', withThrottle('return new Date();'), /it throws: a strategy has no Date/],
  [
    'asks for chance',
    withThrottle('return Math.random();'),
    /it throws: a strategy has no Math.random; run.random/,
  ],
  [
    'reaches for the process',
    withThrottle('return process.pid;'),
    /it throws: process is not defined$/,
  ],
  [
    'makes code',
    withThrottle("return eval('5');"),
    /it throws: Code generation from strings disallowed/,
  ],
  [
    'syncs with a number',
    withSync('return 1;'),
    /sync.wanted: at [\d.]+ s of the migration it returns 1; allowed: true, false or 'stop'$/,
  ],
  [
    'holds back a number',
    withHoldBack('return 5;'),
    /holdBack.pages: at [\d.]+ s of the migration it returns 5; allowed: an array of runs of pages/,
  ],
  [
    'holds back a page number',
    withHoldBack('return [5];'),
    /it returns an array with 5; allowed: an array of runs of pages { start, end }, or null$/,
  ],
  [
    'holds back an inverted run',
    withHoldBack('return [{ start: 9, end: 5 }];'),
    /it returns a run of pages from 9 to 5; allowed: whole numbers, 0 <= start < end <= \d+$/,
  ],
  [
    'holds back half a page',
    withHoldBack('return [{ start: 0.5, end: 5 }];'),
    /it returns a run of pages from 0.5 to 5; allowed: whole numbers/,
  ],
  [
    'holds back what is not RAM',
    withHoldBack('return [{ start: 0, end: look.ramBytes }];'),
    /it returns a run of pages from 0 to \d+; allowed: whole numbers, 0 <= start < end <= \d+$/,
  ],
  [
    'holds back overlapping runs',
    withHoldBack('return [{ start: 0, end: 9 }, { start: 8, end: 10 }];'),
    /it returns a run of pages from 8 to 10, after one that ends at 9; allowed: runs in order/,
  ],
  [
    'holds back more runs than there can be',
    withHoldBack('return Array(2e6).fill({ start: 0, end: 1 });'),
    /it returns 2000000 runs; allowed: at most 1000000$/,
  ],
  [
    'sorts what it is shown',
    withHoldBack('look.dirtiedRuns.push({}); return null;'),
    /it throws: Cannot add property 0, object is not extensible$/,
  ],
  [
    'throws when its answer is read',
    withHoldBack('return [{ get start() { throw 5; }, end: 1 }];'),
    /holdBack.pages: at [\d.]+ s of the migration it throws: 5$/,
  ],
  [
    'counts pending pages without an end',
    withHoldBack('for (;;) look.pendingBytes({ start: 0, end: 1e9 });'),
    /it does not end within 1000000 steps of work$/,
  ],
  [
    'ends with a word that is none',
    withCompletion("return 'stop';"),
    /completion.decide: at [\d.]+ s of the migration it returns 'stop'; allowed: { downtimeLimitMs: 0 to 2000000 }, 'switchover', 'pause-guest', 'postcopy', 'give-up', 'no-more-looks', an array of these, or null$/,
  ],
  [
    'takes a step that is none',
    withCompletion("return ['no-more-looks', { downtimeLimitMs: NaN }];"),
    /it returns { downtimeLimitMs: NaN }; allowed/,
  ],
  [
    'takes more steps than anybody can mean',
    withCompletion("return Array(101).fill('no-more-looks');"),
    /it returns 101 steps; allowed: at most 100$/,
  ],
  [
    'does not say whether its looks are over',
    withSync('return false; }, isOver() { return 1;'),
    /sync.isOver: at [\d.]+ s of the migration it returns 1; allowed: true or false$/,
  ],
  [
    'ends with a limit that is none',
    withCompletion('return { downtimeLimitMs: -1 };'),
    /it returns { downtimeLimitMs: -1 }; allowed/,
  ],
  [
    'ends with something else',
    withCompletion('return { downtimeLimit: 5 };'),
    /it returns an object; allowed: { downtimeLimitMs/,
  ],
  [
    'starts postcopy where there is none',
    withCompletion("return 'postcopy';"),
    /it returns 'postcopy', which needs --post-copy$/,
  ],
  [
    'has an answer with a trap',
    withThrottle('return { get then() { throw 5; } };'),
    /throttle.percent: at [\d.]+ s of the migration it throws: 5$/,
  ],
  [
    'changes its settings',
    "export default { name: 'mine', settings: { a: { min: 0, max: 1, default: 0, help: 'h' } }, throttle: { percent(look, { settings }) { settings.a = 1; } } };",
    /it throws: Cannot assign to read only property 'a' of object/,
  ],
  [
    'has no interval',
    withSync('return false;', 'NaN'),
    /sync.everyMs: at 0 s of the migration it is NaN; allowed: whole ms from 1 to/,
  ],
])(
  'a rule that %s ends the run with one sentence, and nothing is written',
  async (name, text, problem) => {
    const file = strategyFile(name.replaceAll(' ', '-'), text);
    const output = join(folder, 'out.json');
    const trace = join(folder, 'trace.ndjson');
    const { code, err, out } = await ran(file, `--trace ${trace} --format json --output ${output}`);
    expect(err.trimEnd()).toMatch(problem);
    expect(err.startsWith(`error: ${file}: `)).toBe(true);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect([code, out, existsSync(output), existsSync(trace)]).toEqual([2, '', false, false]);
  },
);
