// A process that runs tests on one mutant after the other, and tells which ones noticed it. It is
// started by warm-process.mjs.
import { resolve } from 'node:path';
import { createVitest } from 'vitest/node';
import { work } from './work.mjs';

/** No test takes this many times the work that it takes without a change. */
const slowdown = 5;

/** Loading modules is work too. */
const graceMs = 3000;

/** What lies between two tests: a module may have a loop that never ends before there is a test. */
const loadingMs = 30_000;

/** A test may also wait for something that never comes: that is not work, and takes so many times longer. */
const patience = 20;

/** A test that was not there when times were taken. */
const newMs = 1000;

/** What stands in the file that is being mutated; null while nothing is. */
let mutant = null;

const mutation = {
  name: 'mutation',
  enforce: 'pre',
  transform: (_, id) => (id === mutant?.file ? { code: mutant.code, map: null } : null),
};

/** Tests are chosen for each mutant, and run in the order in which they are named. */
class AsNamed {
  sort(specifications) {
    return specifications;
  }
  shard(specifications) {
    return specifications;
  }
}

/** A loop that never ends is one that was noticed; the process with it is of no use any more. */
const watch = {
  begunAt: 0,
  begunAtMs: 0,
  limitMs: Infinity,
  begin(limitMs) {
    this.begunAt = work();
    this.begunAtMs = performance.now();
    this.limitMs = mutant === null ? Infinity : limitMs;
  },
  get isOver() {
    const waitedMs = performance.now() - this.begunAtMs;
    return work() - this.begunAt > this.limitMs || waitedMs > patience * this.limitMs;
  },
  onTestModuleStart({ moduleId }) {
    this.begin(slowdown * (mutant?.milliseconds[moduleId] ?? newMs) + graceMs);
  },
  onTestModuleEnd({ moduleId }) {
    process.send({ kind: 'file', file: moduleId, ms: work() - this.begunAt });
    this.begin(loadingMs);
  },
};
setInterval(() => {
  if (watch.isOver) process.send({ kind: 'endless' }, () => process.exit());
}, 200);

const vitest = await createVitest(
  'test',
  {
    watch: false,
    update: false,
    maxWorkers: 1,
    fileParallelism: false,
    bail: 1,
    reporters: [watch],
    sequence: { sequencer: AsNamed },
  },
  { plugins: [mutation] },
);

process.on('message', async ({ path, code, tests, milliseconds }) => {
  const file = resolve(path);
  mutant = code === null ? null : { file, code, milliseconds };
  watch.begin(loadingMs);
  vitest.invalidateFile(file);
  const project = vitest.getRootProject();
  const files = tests.map((test) => resolve(test));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
    files.map((test) => project.createSpecification(test)),
  );
  vitest.invalidateFile(file);
  // Those of earlier runs are among them.
  const failed = testModules.find(
    (module) => files.includes(module.moduleId) && module.state() === 'failed',
  );
  const noticed = failed?.relativeModuleId ?? (unhandledErrors.length > 0 ? 'an error' : null);
  watch.begin(Infinity);
  process.send({ kind: 'end', noticed });
});

process.on('disconnect', () => process.exit());
process.send({ kind: 'ready' });
