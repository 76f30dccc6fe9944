import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';
import { guest, ran, strategyFilesIn, withHoldBack } from './strategy-files.js';
import { isDeep } from '../support/draws.js';

const folder = temporaryFolder();
const strategyFile = strategyFilesIn(folder);

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

test.runIf(isDeep)(
  'a rule that forgets pages which it held back loses them, and --verify says so',
  async () => {
    const forgets = 'test/support/strategies/forgets-held-pages.mjs';
    const line = `${converging} --verify --strategy`.split(' ');
    const lost = await run([...line, forgets]);
    expect(lost.code).toBe(1);
    expect(lost.err + lost.out).toMatch(/verify: .* pages checked, \d+ LOST/);
    expect((await run([...line, 'hot-pages'])).code).toBe(0);
  },
);

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
