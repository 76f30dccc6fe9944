// `npm run bench`: prints medians beside their targets. A miss is shown, not failed: a
// benchmark on a busy machine is no test.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simulate } from '../dist/index.js';
import { heavyRow } from './scenarios.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function timeSimulate(scenario, { warmUp, rounds }) {
  const times = [];
  for (let round = -warmUp; round < rounds; round++) {
    const start = performance.now();
    simulate(scenario);
    if (round >= 0) times.push(performance.now() - start);
  }
  return median(times);
}

function timeProcess(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0) throw new Error(`node ${args.join(' ')}: ${stderr}`);
  return performance.now() - start;
}

// Alternated, so that a change in the machine's load meets both alike.
function startUpRatio(rounds) {
  const bare = [];
  const version = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(timeProcess(['-e', '0']));
    version.push(timeProcess([path('../bin/guestperf-sim.js'), '--version']));
  }
  return median(version) / median(bare);
}

function validateSeconds(rounds) {
  const program = path('../bin/guestperf-sim.js');
  const times = Array.from({ length: rounds }, () => timeProcess([program, 'validate']));
  return median(times) / 1000;
}

// 100 GiB guests under all loads and downtime limits, two threads, whole process.
function sweepSeconds(rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-bench-'));
  const options =
    'sweep --host smartx-v1 --cpus 16 --mem 100 --max-iters 200 --max-time 1200 --auto-converge ' +
    '--stress-mem 500..5000:500 --downtime 100..1000:100 --seed 1..10 --workers 2 --overwrite';
  const args = [...options.split(' '), '--output', join(folder, 'sweep.ndjson')];
  const program = path('../bin/guestperf-sim.js');
  const times = Array.from({ length: rounds }, () => timeProcess([program, ...args]));
  rmSync(folder, { recursive: true });
  return median(times) / 1000;
}

function hugeGuest(rounds, name) {
  const runs = Array.from({ length: rounds }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [path('huge-guest.mjs'), name]);
    if (status !== 0) throw new Error(`${name} guest: ${stderr}`);
    return JSON.parse(stdout);
  });
  return {
    seconds: median(runs.map((run) => run.ms)) / 1000,
    residentMib: Math.max(...runs.map((run) => run.residentMib)),
  };
}

function row(work, value, target, digits, unit) {
  const number = (amount) => `${amount} ${unit}`;
  const verdict = value <= target ? 'met' : 'MISSED';
  return [work, number(value.toFixed(digits)), `<= ${number(target)}`, verdict];
}

function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  for (const cells of rows) {
    console.log(
      cells
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
  }
}

const heavyMs = timeSimulate(heavyRow(), { warmUp: 10, rounds: 31 });
const ratio = startUpRatio(40);
const validation = validateSeconds(7);
const sweep = sweepSeconds(3);
const huge = hugeGuest(5, 'huge');
const watched = hugeGuest(5, 'watched');
printTable([
  ['work', 'median', 'target', ''],
  row('heavy row of the v1 table, simulate()', heavyMs, 10, 2, 'ms'),
  row('validate, 15 cells x 9 seeds, whole process', validation, 1.5, 2, 's'),
  row('sweep of 1,000 runs of 100 GiB, 2 threads, whole process', sweep, 15, 1, 's'),
  row('--version, whole process / bare node', ratio, 1.6, 2, 'x'),
  row('4 TiB guest, simulate()', huge.seconds, 3, 2, 's'),
  row('4 TiB guest, resident (largest)', huge.residentMib, 1024, 0, 'MiB'),
  row('12 TiB guest with a DirtyLogWorker, simulate()', watched.seconds, 3, 2, 's'),
]);
