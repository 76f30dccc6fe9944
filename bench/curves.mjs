// How the cost of a run grows with the guest: measures simulate() along curves, and writes them into docs/performance.md,
// with their picture. Best on a quiet machine. usage: npm run -s build && node bench/curves.mjs
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
      'steps of 51 ms while RAM that nobody writes is sent; in a bitmap, a full or empty block of 1024 pages costs one bit, ' +
      'and its words are never touched',
    points: ['1G', '16G', '100G', '1T', '4T', '12T'].map((mem) => [
      mem,
      { ...standard, mem, stressMem: 500, zeroPageDetection: 'legacy', maxTime: '12h' },
    ]),
  },
  {
    name: 'vCPUs',
    limit: "reads of each vCPU's log, one per sync and chunk",
    points: [1, 4, 16, 64, 256, 1024].map((vcpus) => [String(vcpus), { ...standard, cpus: vcpus }]),
  },
  {
    name: 'working set',
    limit:
      'the blocks of 1024 pages that a sync finds, and by the gigabyte copies that the program reports',
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
    limit: 'steps of 51 ms, a link rate every 50 ms, and a sample every second',
    points: [60, 300, 1200, 3600, 14400].map((maxTime) => [
      `${maxTime} s`,
      { ...standard, autoConverge: false, stressMem: 20_000, maxIters: 100_000, maxTime },
    ]),
  },
  {
    name: 'workload',
    limit:
      'the runs of pages sent, and by the random numbers drawn: one for each page that becomes dirty',
    points: [
      ['stress', standard],
      ...['idle', 'paced-sequential', 'sparse', 'random', 'hot-cold'].map((workload) => [
        workload,
        { ...withoutLoad, workload, maxTime: 600 },
      ]),
    ],
  },
];

/** Runs that last long are repeated less often. */
const enoughMs = 1000;
const most = 40;

/** Before anything is measured, each point is run for this long: code that is not compiled yet takes several times as long. */
const warmMs = 200;

function measure(settings, { fewest, forMs }) {
  const scenario = resolve(settings);
  const times = [];
  let result = null;
  for (let spent = 0; times.length < fewest || (spent < forMs && times.length < most);) {
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
for (const [, settings] of curves.flatMap(({ points }) => points)) {
  measure(settings, { fewest: 1, forMs: warmMs });
}
const measured = curves.map((curve) => {
  const points = curve.points.map(([label, settings]) => {
    const point = { label, ...measure(settings, { fewest: 3, forMs: enoughMs }) };
    console.error(`${curve.name} ${label}: ${text(point.ms)} ms`);
    return point;
  });
  return { ...curve, points };
});
const page = `# What a run costs

Measured by \`node bench/curves.mjs\` with Node.js ${process.version} on ${cpus()[0].model}: median CPU times of
\`simulate()\`, also given as multiples of a fixed arithmetic task, which took ${text(unitMs)} ms. Unless stated otherwise,
the guest has 100 GiB, of which 5000 MiB are written continuously, and 16 vCPUs; the link has 10 Gbit/s, and auto-converge is on.

![time against what is varied](performance.svg)

${measured.map((curve) => `## By ${curve.name}\n\nBounded by ${curve.limit}.\n\n${table(curve, unitMs)}\n`).join('\n')}`;
const docs = (file) => fileURLToPath(new URL(`../docs/${file}`, import.meta.url));
// What follows the curves is written by hand, or measured by other programs.
const kept = readFileSync(docs('performance.md'), 'utf8').split(/(?=^## What bounds )/m)[1];
writeFileSync(docs('performance.md'), [page, kept].join('\n'));
writeFileSync(docs('performance.svg'), chart(measured.filter(({ name }) => name !== 'workload')));
