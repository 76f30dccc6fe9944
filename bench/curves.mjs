// How the cost of a run grows with the guest: measures simulate() along curves, and writes docs/performance.md and the
// picture in it. Best on a quiet machine. usage: npm run -s build && node bench/curves.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { resolve, simulate } from '../dist/index.js';
import { arithmetic, median, processorTimed } from './arithmetic.mjs';
import { chart } from './chart.mjs';

const throttled = { autoConverge: true, backgroundSync: 'off', maxIters: 200, maxTime: '4h' };
const standard = { ...throttled, host: 'generic-10g', cpus: 16, mem: 100, stressMem: 5000 };
const { stressMem: _, ...withoutLoad } = standard;

/** What is varied, and what the cost of a run is bounded by. */
const curves = [
  {
    name: 'RAM',
    limit:
      'steps of 51 ms while RAM is sent that nobody writes; of a bitmap, blocks of 1024 pages that are full or empty cost a bit ' +
      'each, and their words are never touched',
    points: ['1G', '16G', '100G', '1T', '4T', '12T'].map((mem) => [
      mem,
      { ...standard, mem, stressMem: 500, zeroPageDetection: 'legacy', maxTime: '12h' },
    ]),
  },
  {
    name: 'vCPUs',
    limit: 'looks at the log of each vCPU, one for each sync and chunk',
    points: [1, 4, 16, 64, 256, 1024].map((vcpus) => [String(vcpus), { ...standard, cpus: vcpus }]),
  },
  {
    name: 'working set',
    limit: 'blocks of 1024 pages that a sync finds, and copies of a GB that the program reports',
    points: ['100M', '1G', '5G', '20G', '80G'].map((stressMem) => [
      stressMem,
      { ...standard, stressMem },
    ]),
  },
  {
    name: 'link',
    limit: 'steps of 51 ms while pages are sent: fewer on a faster link',
    points: [0.5, 1, 2.5, 10, 25, 100].map((linkGbit) => [
      `${linkGbit} Gbit/s`,
      { ...standard, linkGbit },
    ]),
  },
  {
    name: 'time',
    limit: 'steps of 51 ms, a rate of the link each 50 ms, and a sample each second',
    points: [60, 300, 1200, 3600, 14400].map((maxTime) => [
      `${maxTime} s`,
      { ...standard, autoConverge: false, stressMem: 20_000, maxIters: 100_000, maxTime },
    ]),
  },
  {
    name: 'workload',
    limit:
      'runs of pages that are sent, and random numbers that are drawn: one for each page that becomes dirty',
    points: [
      ['stress', standard],
      ...['idle', 'paced-sequential', 'sparse', 'random', 'hot-cold'].map((workload) => [
        workload,
        { ...withoutLoad, workload, maxTime: 600 },
      ]),
    ],
  },
];

/** What the rows of the benchmark are bounded by, and what was tried; no measurement of a run tells it. */
const notes = `## What bounds the rows of the benchmark

Counted in one run of each. A run's sums are of floating point, and its results are the same to the byte only if they are summed in the
same order; so none of these can be left out or put together.

| row | what a run has of it |
| --- | --- |
| heavy row | 24,000 runs of pages that are sent, 11,900 rates of the link, 11,500 steps |
| XBZRLE | 454,000 batches of 64 pages, each with a look at the guest; 16 bytes of cache for each page that is encoded |
| multi-thread compression | 745,000 batches of 128 pages, each with a look at the guest |
| multifd, with zstd | 388,000 and 249,000 packets of 128 pages |
| Cloud Hypervisor | 1,275 passes over the logs of 16 vCPUs |
| postcopy with a million faults | 952,000 touches of missing pages, 589,000 requests, 595,000 runs of the background |

A fluid model, as SimGrid's, has one event for each pass: some twenty where the heavy row has 24,000.

Tried without gain: to write the 32 words of a block by the native fill instead of a loop; to keep the earliest time of a heap of timers
in a field; costs of pages that are all of one shape; to check a result's rows key by key as the language lists them. With more functions put together by the
compiler (V8's --max-inlined-bytecode-size-cumulative) postcopy and compression take 5 % less, but a library cannot ask for that. Not
tried: words of bitmaps that the next run takes over, which would save about a twentieth of the heavy row, and XBZRLE's cache in runs of
slots.
`;

/** Runs that last long are repeated less often. */
const enoughMs = 1500;
const most = 15;

function measure(settings) {
  const scenario = resolve(settings);
  const times = [];
  let result = null;
  for (let spent = 0; times.length < 3 || (spent < enoughMs && times.length < most);) {
    times.push(processorTimed(() => (result = simulate(scenario, { onlyFigures: true }))));
    spent += times.at(-1);
    if (times.at(-1) > 5000) break;
  }
  return { ms: median(times), seconds: result.totalTimeMs / 1000, status: result.status };
}

const text = (value) => String(Number(value.toPrecision(3)));

function table({ points }, unitMs) {
  const lines = points.map(
    ({ label, ms, seconds, status }) =>
      `| ${label} | ${text(ms)} | ${text(ms / unitMs)} | ${text(seconds)} | ${status} |`,
  );
  return [
    '| | ms | arithmetic | seconds simulated | |',
    '| --- | ---: | ---: | ---: | --- |',
    ...lines,
  ].join('\n');
}

const unitMs = median(Array.from({ length: 15 }, () => processorTimed(arithmetic)));
const measured = curves.map((curve) => {
  const points = curve.points.map(([label, settings]) => {
    const point = { label, ...measure(settings) };
    console.error(`${curve.name} ${label}: ${text(point.ms)} ms`);
    return point;
  });
  return { ...curve, points };
});
const page = `# What a run costs

Measured by \`node bench/curves.mjs\` with Node.js ${process.version} on ${cpus()[0].model}: medians of the processor's time for
\`simulate()\`, and the same as multiples of a fixed piece of arithmetic, which took ${text(unitMs)} ms. Unless said otherwise
the guest has 100 GiB and 16 vCPUs, of which 5000 MiB are written all the time, and a link of 10 Gbit/s, with auto-converge.

![time against what is varied](performance.svg)

${measured.map((curve) => `## By ${curve.name}\n\nBounded by ${curve.limit}.\n\n${table(curve, unitMs)}\n`).join('\n')}
${notes}`;
const docs = (file) => fileURLToPath(new URL(`../docs/${file}`, import.meta.url));
// What is told of whole commands is measured by other programs.
const [, ...others] = readFileSync(docs('performance.md'), 'utf8').split(/(?=^## Command )/m);
writeFileSync(docs('performance.md'), [page, ...others].join('\n'));
writeFileSync(docs('performance.svg'), chart(measured.filter(({ name }) => name !== 'workload')));
