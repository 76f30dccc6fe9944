import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();

/** A small guest that its link cannot keep up with. */
const guest =
  '--cpus 4 --mem 2 --stress-mem 1024 --link-gbit 1 --downtime 100 --max-time 60 --max-iters 200 --qemu 9.1';

function strategyFile(name: string, text: string): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, text);
  return file;
}

function withThrottle(body: string): string {
  return `export default { name: 'mine', throttle: { percent(look, run) { ${body} } } };`;
}

function withSync(body: string, everyMs = '1000'): string {
  return `export default { name: 'mine', sync: { everyMs: ${everyMs}, wanted(look, run) { ${body} } } };`;
}

function withHoldBack(body: string, more = ''): string {
  return `export default { name: 'mine', holdBack: { pages(look, run) { ${body} }, ${more} } };`;
}

function withCompletion(body: string): string {
  return `export default { name: 'mine', completion: { decide(look, run) { ${body} } } };`;
}

async function ran(file: string, more = '') {
  return run(`run ${guest} --strategy ${file} ${more}`.trim().split(' '));
}

test.each([
  ['not a module', 'export default {', 'is not an ES module: Unexpected token in line 1'],
  ['a syntax error that only the engine finds', 'const a = super.b;', /^is not an ES module: /],
  ['no default export', 'export const a = 1;', 'has no default export'],
  [
    'another default',
    'export default 5;',
    'has something else than an object as its default export',
  ],
  ['no name', 'export default {};', 'has no name of small letters, digits and hyphens'],
  [
    'no hook',
    "export default { name: 'a' };",
    'has none of the hooks throttle, sync, completion, holdBack',
  ],
  [
    'an unknown field',
    "export default { name: 'a', throtle: {} };",
    'has an unknown field throtle; did you mean throttle?',
  ],
  [
    'a look that nobody has',
    "export default { name: 'a', sync: { everyMs: 5, by: 'me', wanted() {} } };",
    "has a sync.by that is neither 'timer' nor 'thread'",
  ],
  [
    'a flag that is none',
    "export default { name: 'a', completion: { eachTurn: 1, decide() {} } };",
    'has a completion.eachTurn that is neither true nor false',
  ],
  ['half a hook', "export default { name: 'a', sync: { everyMs: 5 } };", 'has no sync.wanted'],
  [
    'a setting without a range',
    "export default { name: 'a', settings: { gain: { default: 1, help: 'h' } } };",
    'has no number as settings.gain.min',
  ],
  [
    'a default outside of the range',
    "export default { name: 'a', settings: { gain: { min: 1, max: 2, default: 3, help: 'h' } } };",
    'has a settings.gain.default outside of its range',
  ],
  ['a throw when it is loaded', "throw new Error('no');", 'throws when it is loaded: no'],
  [
    'a loop when it is loaded',
    'for (;;);',
    'does more than 1000000 steps of work when it is loaded',
  ],
  [
    'an import',
    "import 'node:fs'; export default {};",
    "imports 'node:fs' in line 1; a strategy is one file, and imports guestperf-sim alone",
  ],
])('%s is one sentence', async (name, text, problem) => {
  const file = strategyFile(name.replaceAll(' ', '-'), text);
  const { code, err, out } = await ran(file);
  const start = `error: ${file}: `;
  expect(err.startsWith(start)).toBe(true);
  expect(err.slice(start.length).trimEnd()).toEqual(
    typeof problem === 'string' ? problem : expect.stringMatching(problem),
  );
  expect([code, out]).toEqual([2, '']);
});

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

test('a strategy has state of its own in each migration, named streams and the trace', async () => {
  const file = strategyFile(
    'remembers',
    `import { defineStrategy } from 'guestperf-sim';
     let calls = 0;
     export default defineStrategy({
       name: 'remembers',
       settings: { first: { min: 0, max: 99, default: 10, whole: true, help: 'first percent' } },
       state: ({ first }) => ({ next: first }),
       throttle: {
         everyMs: 500,
         percent({ cause }, { random, state, trace }) {
           trace([cause, ++calls, random('a').uniform()].join(' '));
           return cause === 'timer' ? (state.next = Math.min(99, state.next + 1)) : null;
         },
       },
     });`,
  );
  const notes = async (more: string): Promise<string[]> => {
    const trace = join(folder, 'trace.ndjson');
    const { code } = await ran(file, `--trace ${trace} ${more}`);
    expect(code).toBe(0);
    const events = readFileSync(trace, 'utf8').trimEnd().split('\n');
    return events.filter((line) => line.includes('"strategy"'));
  };
  const once = await notes('--repeat 1');
  const twice = await notes('--repeat 2');
  expect(once[0]).toContain('timer 1 ');
  expect(twice.slice(0, once.length)).toEqual(once);
  expect(twice[once.length]).toContain('timer 1 ');
  expect(twice[once.length].split(' ').at(-1)).not.toBe(once[0].split(' ').at(-1));
  expect(await notes('--strategy-first 60')).not.toEqual(once);
});

test('the record has the name of the strategy, the hash of its file and its settings', async () => {
  const line = `run ${guest} --strategy proportional --strategy-gain 0.25 --format json`;
  const { out } = await run(line.split(' '));
  const { parameters, mode } = JSON.parse(out).results[0];
  expect(mode).toBe('strategy proportional');
  expect(parameters).toMatchObject({
    strategy: 'proportional',
    strategy_hash: expect.stringMatching(/^[0-9a-f]{16}$/),
    strategy_gain: 0.25,
    strategy_target: 30,
    auto_converge: false,
  });
  const csv = await run(line.replace('json', 'csv').split(' '));
  expect(csv.out.split('\n')[0]).toMatch(
    /,parameters_strategy,parameters_strategy_hash,parameters_strategy_target,parameters_strategy_gain,/,
  );
  const plain = await run(`run ${guest} --format csv`.split(' '));
  expect(plain.out).not.toContain('parameters_strategy');
});

test.each([
  [
    '--strategy proportional --auto-converge',
    '--strategy: proportional has a throttle of its own, which contradicts --auto-converge',
  ],
  [
    '--strategy v2 --auto-converge --background-sync v2',
    '--strategy: v2 has a sync of its own, which contradicts --background-sync',
  ],
  [
    '--strategy stall --policy kubevirt',
    '--strategy: stall has a completion of its own, which contradicts --policy',
  ],
  [
    '--strategy stall --deadline 60',
    '--strategy: stall has a completion of its own, which contradicts --deadline',
  ],
  [
    '--strategy proportional --strategy-gain 5',
    '--strategy-gain: 5 is out of range; allowed: 0.01 to 1',
  ],
  [
    '--strategy proportional --strategy-gian 1',
    '--strategy-gian: unknown option; did you mean --strategy-gain?',
  ],
  [
    '--strategy porportional',
    '--strategy: porportional is not a shipped strategy; allowed: hot-pages, proportional, responsive, stall, v2, or the path of an ES module; did you mean proportional?',
  ],
  [
    '--strategy ./none.mjs',
    "--strategy: './none.mjs' does not exist; allowed: hot-pages, proportional, responsive, stall, v2, or the path of an ES module",
  ],
  [
    '--strategy v2 --vmm cloud-hypervisor',
    '--strategy: is an option of QEMU, and Cloud Hypervisor has none like it',
  ],
])('%s is refused', async (line, message) => {
  const { code, err } = await run(['run', ...line.split(' ')]);
  expect(err).toBe(`error: ${message}\n`);
  expect(code).toBe(2);
});

test('the help of a command line that names a strategy lists its settings', async () => {
  const { out } = await run('run --strategy v2 --help'.split(' '));
  expect(out).toContain('Settings of the strategy v2:');
  expect(out).toMatch(/--strategy-interval-ms <N>\s+ms between two looks\s+\(default: 1000\)/);
  expect((await run(['run', '--help'])).out).toMatch(
    /--strategy <NAME\|FILE>[^]*which\s+is\s+a\s+program\s+and\s+is\s+run/,
  );
});

test('batch puts a strategy behind the modes of a suite, with its settings', async () => {
  const line =
    'batch --suite cover-letter-v2 --repeat 1 --strategy responsive --strategy-increment 30 --format json';
  const { code, out } = await run([...line.split(' '), '--workers', '1']);
  expect(code).toBe(0);
  const modes: { mode: string; parameters: Record<string, unknown> }[] = JSON.parse(out).results;
  expect(modes.slice(0, 3).map(({ mode }) => mode)).toEqual([
    'original',
    'background sync',
    'responsive',
  ]);
  expect(modes[2].parameters).toMatchObject({ strategy: 'responsive', strategy_increment: 30 });
  expect((await run([...line.split(' '), '--workers', '2'])).out).toBe(out);
});

test.each([
  [
    'batch --strategy v2',
    '--strategy: is for a suite of loads and modes; guestperf has comparisons',
  ],
  [
    'batch --suite cover-letter-v2 --strategy v2 --strategy-after-ms x',
    '--strategy-after-ms: x is not a whole number; allowed: 0 to 600000',
  ],
])('%s is refused', async (line, message) => {
  expect(await run(line.split(' '))).toEqual({ code: 2, out: '', err: `error: ${message}\n` });
});

test('a strategy and its settings are axes of a sweep, the same for any number of threads', async () => {
  const line = `sweep ${guest} --strategy proportional --strategy-target 20,60 --repeat 2 --format csv`;
  const { code, out } = await run([...line.split(' '), '--workers', '1']);
  expect(code).toBe(0);
  expect(out.split('\n')[0]).toContain('strategy_target');
  expect((await run([...line.split(' '), '--workers', '2'])).out).toBe(out);
});

/** A guest that converges while pages are held back. */
const converging =
  'run --host smartx-v2 --qemu 9.2 --cpus 4 --mem 4 --workload hot-cold --downtime 2000 --max-iters 200';

test('a rule that forgets pages which it held back loses them, and --verify says so', async () => {
  const forgets = 'test/support/strategies/forgets-held-pages.mjs';
  const line = `${converging} --verify --strategy`.split(' ');
  const lost = await run([...line, forgets]);
  expect(lost.code).toBe(1);
  expect(lost.err + lost.out).toMatch(/verify: .* pages checked, \d+ LOST/);
  expect((await run([...line, 'hot-pages'])).code).toBe(0);
});

test('what a rule gives back is judged as well', async () => {
  const file = strategyFile(
    'gives-back-nonsense',
    withHoldBack('return [{ start: 0, end: 9 }];', "giveBack: () => 'all'"),
  );
  const { code, err, out } = await run([...converging.split(' '), '--strategy', file]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(
    /holdBack.giveBack: at [\d.]+ s of the migration it returns 'all'; allowed: an array/,
  );
});
