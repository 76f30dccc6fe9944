import { lineOf } from './line.mjs';
import { metrics } from './option-tables.mjs';
import { drawEngineSettings } from './run-lines.mjs';

/** A line of `sweep`: lists of settings, or a matrix of them. */
export function drawSweepLine(random, shipped) {
  if (random.chance(0.2)) return drawMatrixLine(random);
  const { settings, files } = drawEngineSettings(random, shipped);
  if (Number(settings.get('--mem')) < 8) settings.set('--mem', '1');
  if (settings.has('--workload')) settings.set('--mem', '4');
  const axes = drawAxes(random, settings);
  const line = { ...lineOf('sweep', settings), files };
  finishSweep(random, line, axes);
  return line;
}

/** Turns one to three settings into lists, and returns their names. */
function drawAxes(random, settings) {
  const isQemu = !settings.has('--vmm');
  const setsLimit = settings.has('--policy') || settings.has('--convergence-timeout');
  const lists = {
    '--seed': ['1..2', 'a,b', '3,5..6'],
    '--sleep': ['0,1', '0..2:2'],
    '--cpus': ['1,2', '1..3:2'],
    '--verify': ['on,off', 'on'],
    ...(!settings.has('--workload') && { '--stress-mem': ['50,300', '100..300:100', '20..80:60'] }),
    ...(isQemu && { '--max-iters': ['5,30'], '--bandwidth': ['0,300'] }),
    ...(isQemu && !setsLimit && { '--downtime': ['100,400', '50..150:50'] }),
  };
  const axes = random.sample(Object.keys(lists), random.pick([1, 2, 2, 3]));
  for (const flag of axes) settings.set(flag, random.pick(lists[flag]));
  return axes.filter((flag) => settings.get(flag) !== 'on').map((flag) => flag.slice(2));
}

function drawMatrixLine(random) {
  const rows = Array.from({ length: random.integer(2, 4) }, (_, index) => ({
    'stress-mem': 50 + 40 * index,
    'auto-converge': random.pick(['on', 'off', '']),
    downtime: random.pick([100, 300, 500]),
  }));
  const columns = Object.keys(rows[0]);
  const csv = [columns, ...rows.map((row) => columns.map((name) => row[name]))]
    .map((fields) => `${fields.join(',')}\n`)
    .join('');
  const isCsv = random.chance(0.6);
  const file = isCsv ? 'matrix.csv' : 'matrix.json';
  const settings = new Map([
    ['--matrix', file],
    ['--max-time', '10'],
    ['--sleep', '1'],
  ]);
  if (random.chance(0.5)) settings.set('--seed', '1..2');
  const line = {
    ...lineOf('sweep', settings),
    files: { [file]: isCsv ? csv : JSON.stringify(rows) },
  };
  finishSweep(random, line, ['stress-mem', 'auto-converge']);
  return line;
}

/** Where the results of a sweep go, which part of it runs, and how often. */
function finishSweep(random, line, axes) {
  const { settings } = line.steps[0];
  if (random.chance(0.85)) settings.set('--workers', random.pick(['1', '1', '2']));
  if (random.chance(0.15)) settings.set('--yes', true);
  drawShard(random, line);
  const output = random.pick([null, null, 'sweep.ndjson', 'sweep.csv', 'sweep.txt']);
  if (output !== null) settings.set('--output', output);
  if (random.chance(0.4)) settings.set('--format', random.pick(['ndjson', 'csv', 'table']));
  const mayPrint = output !== null || ['table', undefined].includes(settings.get('--format'));
  if (mayPrint && random.chance(0.4)) settings.set('--pivot', drawPivots(random, axes));
  if (random.chance(0.2)) settings.set('--html', 'map.html');
  if (output === null) return;
  if (random.chance(0.2)) settings.set('--overwrite', true);
  else if (random.chance(0.35) && settings.get('--format') !== 'table') addResumption(line, output);
}

function drawShard(random, line) {
  if (!random.chance(0.2)) return;
  const { settings } = line.steps[0];
  const shard = random.pick(['1/1', '1/2', '2/2', '2/3', 'auto', 'auto/2']);
  settings.set('--shard', shard);
  if (shard === 'auto') {
    line.environment.SLURM_ARRAY_TASK_ID = '4';
    line.environment.SLURM_ARRAY_TASK_MIN = '3';
    line.environment.SLURM_ARRAY_TASK_COUNT = '2';
  }
  if (shard === 'auto/2') line.environment.JOB_COMPLETION_INDEX = '1';
}

export function drawPivots(random, axes) {
  const names = [...new Set([...axes, 'mode', 'host', 'seed'])];
  return Array.from({ length: random.pick([1, 1, 2]) }, () => {
    const [rows, columns] = random.sample(names, 2);
    return `${random.pick(metrics)}:${rows}:${columns}`;
  });
}

/** The sweep is run whole, its file is torn as if it had been killed, and it goes on. */
function addResumption(line, output) {
  const [step] = line.steps;
  const settings = new Map([...step.settings, ['--resume', true]]);
  line.steps.push({ ...step, settings, cut: output });
}
