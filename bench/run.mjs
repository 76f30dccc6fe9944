// `npm run bench`: prints medians beside their targets, the least that was measured, and each median as a multiple of a
// fixed piece of arithmetic. A miss is shown, not failed: a benchmark on a busy machine is no test.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { arithmetic, median, timed } from './arithmetic.mjs';
import { simgrid } from './peers.mjs';
import { rows } from './rows.mjs';

const usage = `usage: npm run bench -- [options]

  --only TEXT          only rows whose name has TEXT
  --quick              without rows that take a minute or more
  --save FILE          write the figures to FILE as JSON
  --against FILE|DIST  compare with figures that were saved, or with another build, whose folder
                       dist is measured in alternation with this one
  --peers              also SimGrid's live migration on the scenario of the first row
`;

const options = {
  only: { type: 'string', default: '' },
  quick: { type: 'boolean', default: false },
  save: { type: 'string' },
  against: { type: 'string' },
  peers: { type: 'boolean', default: false },
};

const dist = fileURLToPath(new URL('../dist', import.meta.url));

try {
  main(parseArgs({ options }).values);
} catch (error) {
  if (!error.code?.startsWith('ERR_PARSE_ARGS')) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}

function main({ against, only, peers, quick, save }) {
  const other = against === undefined ? null : otherFigures(against);
  const chosen = rows.filter(
    ({ isSlow = false, work }) => work.includes(only) && !(quick && isSlow),
  );
  const measured = [];
  for (const row of chosen) {
    const found = measure(row, other);
    measured.push(found);
    console.error(`${found.work}: ${number(found.value)} ${found.unit}`);
    // At once: a machine that others use as well is not as fast a minute later.
    if (peers && row === rows[0]) measured.push(...peerRows(found));
  }
  console.log(`Node.js ${process.version}, ${cpus().length} x ${cpus()[0].model}`);
  console.log(`the piece of arithmetic: ${number(arithmeticMs())} ms\n`);
  printTable([
    [
      'work',
      'median',
      'least',
      'arithmetic',
      'target',
      '',
      ...(other === null ? [] : ['other', 'ratio']),
    ],
    ...measured.map((found) => cellsOf(found, other !== null)),
  ]);
  if (save !== undefined) writeFileSync(save, `${JSON.stringify({ rows: measured }, null, 2)}\n`);
}

/** Another build, or what was saved of one. */
function otherFigures(path) {
  if (existsSync(join(path, 'index.js'))) return { dist: resolve(path), saved: null };
  const saved = new Map(JSON.parse(readFileSync(path, 'utf8')).rows.map((row) => [row.work, row]));
  return { dist: null, saved };
}

/** The median of a row, and of the same row of another build, which is measured in turn with it. */
function measure({ rounds, sample, target, unit, work }, other) {
  const mine = [];
  const others = [];
  for (let round = 0; round < rounds; round++) {
    mine.push(sample(dist));
    if (typeof other?.dist === 'string') others.push(sample(other.dist));
  }
  const found = { work, unit, target, ...medianOf(mine) };
  const before = others.length > 0 ? medianOf(others) : (other?.saved?.get(work) ?? null);
  return before === null ? found : { ...found, before, ratio: ratioOf(found, before) };
}

function medianOf(samples) {
  const multiples = samples.map(({ multiple }) => multiple).filter((multiple) => multiple !== null);
  return {
    value: median(samples.map(({ value }) => value)),
    least: Math.min(...samples.map(({ value }) => value)),
    multiple: multiples.length === 0 ? null : median(multiples),
  };
}

/** Of multiples, where there are any: what was saved may be of another machine. */
function ratioOf(found, before) {
  return found.multiple === null || before.multiple === null
    ? found.value / before.value
    : found.multiple / before.multiple;
}

function peerRows(heavy) {
  const { ms, simulatedSeconds } = simgrid();
  const work = `SimGrid's live migration of ${Math.round(simulatedSeconds)} s`;
  const peer = { work, unit: 'ms', target: null, value: ms, multiple: ms / arithmeticMs() };
  const ratio = { work: 'heavy row / SimGrid', unit: 'x', target: 10, value: heavy.value / ms };
  return [peer, { ...ratio, multiple: null }];
}

function arithmeticMs() {
  return median(Array.from({ length: 15 }, () => timed(arithmetic)));
}

function cellsOf(
  { before = null, value, least = value, multiple, ratio, target, unit, work },
  isCompared,
) {
  const isMet = target === null ? '' : value <= target ? 'met' : 'MISSED';
  return [
    work,
    `${number(value)} ${unit}`,
    least === value ? '' : `${number(least)} ${unit}`,
    multiple === null ? '' : `${number(multiple)} x`,
    target === null ? '' : `<= ${target} ${unit}`,
    isMet,
    ...(isCompared && before !== null ? [`${number(before.value)} ${unit}`, number(ratio)] : []),
  ];
}

/** Three digits are more than a benchmark knows. */
function number(value) {
  return String(Number(value.toPrecision(3)));
}

function printTable(lines) {
  const columns = Math.max(...lines.map((cells) => cells.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  for (const cells of lines) {
    const padded = cells.map((cell, column) => cell.padEnd(widths[column]));
    console.log(padded.join('  ').trimEnd());
  }
}
