// Changes the core and the statistics in one small place at a time, and sees whether a test notices.
// See usage below.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Bench } from './mutants/bench.mjs';
import { scoreText } from './mutants/score.mjs';
import { allMutants, sampleOf } from './mutants/sources.mjs';
import { testTimes } from './mutants/test-times.mjs';
import { TestOrder } from './mutants/test-order.mjs';

const usage = `npm run mutants -- [--count N] [--seed S] [--only PART]... [--workers N] [--slowest MS]
    [--farthest N] [--times FILE] [--list] [--json FILE] [--again FILE]

  --count N     how many mutants, drawn by the seed; default 100
  --seed S      default 1
  --only PART   only files with PART in their path; may be repeated
  --workers N   processes that run tests; default 1
  --slowest MS  tests of other files that take longer are not asked; default 300
  --farthest N  nor are those that come upon the file over more than N imports; default 3
  --times FILE  how long the tests take, if it is there; else it is written
  --list        the mutants that would be tried, and nothing else
  --json FILE   outcomes, as they come
  --again FILE  instead of a sample those that were not noticed in such a file

Exit 0 whatever the score is; 2 for a wrong option.`;

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true, default: [] },
    workers: { type: 'string', default: '1' },
    slowest: { type: 'string', default: '300' },
    farthest: { type: 'string', default: '3' },
    times: { type: 'string' },
    list: { type: 'boolean', default: false },
    json: { type: 'string' },
    again: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) {
  console.log(usage);
  process.exit();
}
const all = allMutants(options.only);
const mutants =
  options.again === undefined ? sampleOf(all, Number(options.count), options.seed) : unnoticed();
if (options.list) {
  for (const { id, operator } of mutants) console.log(`${id}  (${operator})`);
  process.exit();
}

const times = await testTimes(
  new TestOrder(new Map(), { slowestMs: 0, farthest: 0 }).tests,
  options.times,
);
const order = new TestOrder(times, {
  slowestMs: Number(options.slowest),
  farthest: Number(options.farthest),
});
const outcomes = [];
const queue = [...mutants];
await Promise.all(Array.from({ length: Number(options.workers) }, work));
console.log(`seed ${options.seed}: ${mutants.length} of ${all.length} mutants`);
const { slowest, farthest } = options;
console.log(`tests of other files: up to ${slowest} ms, over up to ${farthest} imports\n`);
console.log(scoreText(outcomes));

/** The mutants of a run before this one that nothing noticed. */
function unnoticed() {
  const before = JSON.parse(readFileSync(options.again, 'utf8'));
  const ids = new Set(
    before.flatMap(({ mutant, noticed }) => (noticed === null ? [mutant.id] : [])),
  );
  return all.filter(({ id }) => ids.has(id));
}

async function work() {
  const bench = new Bench(order, times);
  for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
    const from = performance.now();
    outcomes.push({ mutant, noticed: await bench.noticedBy(mutant), ms: performance.now() - from });
    tell(outcomes.at(-1));
  }
  bench.stop();
}

function tell({ mutant, noticed, ms }) {
  const progress = `${outcomes.length}/${mutants.length}`;
  console.error(`${progress} ${Math.round(ms)} ms ${noticed ?? 'NOT NOTICED'}: ${mutant.id}`);
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(outcomes, null, 1));
}
