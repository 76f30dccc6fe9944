// Changes the core and the statistics in one small place at a time, and sees whether a test notices.
// See usage below.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Bench } from './mutants/bench.mjs';
import { scoreText } from './mutants/score.mjs';
import { allMutants, sampleOf } from './mutants/sources.mjs';
import { testTimes } from './mutants/test-times.mjs';
import { digests, TestOrder } from './mutants/test-order.mjs';

const usage = `npm run mutants -- [--count N] [--seed S] [--only PART]... [--workers N] [--slowest MS] [--times FILE] [--json FILE]

  --count N     how many mutants, drawn by the seed; default 100
  --seed S      default 1
  --only PART   only files with PART in their path; may be repeated
  --workers N   processes that run tests; default 1
  --slowest MS  tests that take longer are not asked; default 300
  --times FILE  how long the tests take, if it is there; else it is written
  --list        the mutants that would be tried, and nothing else
  --json FILE   outcomes, as they come

Exit 0 whatever the score is; 2 for a wrong option.`;

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true, default: [] },
    workers: { type: 'string', default: '1' },
    slowest: { type: 'string', default: '300' },
    times: { type: 'string' },
    list: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) {
  console.log(usage);
  process.exit();
}
const all = allMutants(options.only);
const mutants = sampleOf(all, Number(options.count), options.seed);
if (options.list) {
  for (const { id, operator } of mutants) console.log(`${id}  (${operator})`);
  process.exit();
}

const times = await testTimes(new TestOrder().tests, options.times);
const quick = new Map(
  [...times].filter(([test, ms]) => test === digests || ms <= Number(options.slowest)),
);
const order = new TestOrder(quick);
const outcomes = [];
const queue = [...mutants];
await Promise.all(Array.from({ length: Number(options.workers) }, work));
console.log(`seed ${options.seed}: ${mutants.length} of ${all.length} mutants`);
console.log(`tests of up to ${options.slowest} ms: ${quick.size} of ${times.size} files\n`);
console.log(scoreText(outcomes));

async function work() {
  const bench = new Bench(order, quick);
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
