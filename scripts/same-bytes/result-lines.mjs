import {
  idleReport,
  inputsNamed,
  reportInputs,
  resultInputs,
  sides,
  sweepInputs,
} from './inputs.mjs';
import { lineOf } from './line.mjs';
import { metrics } from './option-tables.mjs';
import { drawPivots } from './sweep-lines.mjs';

/** A line that has prepared results as its operands. */
function lineOfResults(command, operands, settings) {
  const inputs = [...new Set(operands.flatMap(inputsNamed))];
  return { ...lineOf(command, settings, operands), inputs };
}

/** A line of `merge`: the parts of a sweep in any order, or a whole one to look at. */
export function drawMergeLine(random) {
  const sweeps = [
    ['part-1.ndjson', 'part-2.ndjson', 'part-3.ndjson'],
    ['part-1.csv', 'part-2.csv'],
    ['whole.ndjson'],
    ['whole.csv'],
  ];
  const parts = random.pick(sweeps);
  const settings = new Map();
  if (random.chance(0.6)) settings.set('--output', 'merged.txt');
  if (random.chance(0.6)) settings.set('--pivot', drawPivots(random, ['stress-mem', 'downtime']));
  if (random.chance(0.3)) settings.set('--html', 'map.html');
  if (settings.size === 0) settings.set('--output', 'merged.txt');
  return lineOfResults('merge', random.sample(parts, parts.length), settings);
}

/** A line of `compare`: files or folders of results, or reports of guestperf. */
export function drawCompareLine(random) {
  const kinds = [[...sides, ...resultInputs], sweepInputs, reportInputs];
  const operands = random.sample(random.pick(kinds), 2);
  const settings = new Map();
  if (random.chance(0.7)) {
    settings.set('--format', random.pick(['table', 'json', 'markdown', 'junit', 'benchmark']));
  }
  if (random.chance(0.3)) settings.set('--output', 'comparison.txt');
  if (random.chance(0.4)) settings.set('--threshold', drawThresholds(random));
  if (random.chance(0.3)) settings.set('--allow-unknown', true);
  if (random.chance(0.3)) settings.set('--noise', random.pick(['0', '5', '2.5', '50']));
  if (random.chance(0.3)) settings.set('--alpha', random.pick(['0.01', '0.5', '0.1']));
  if (random.chance(0.3)) settings.set('--metrics', random.sample(metrics, 3).join(','));
  if (random.chance(0.2)) settings.set('--match', random.pick(['scenario', 'stress_mem_mb']));
  const line = lineOfResults('compare', operands, settings);
  if (random.chance(0.15)) {
    settings.set('--github-summary', true);
    line.environment.GITHUB_STEP_SUMMARY = 'summary.md';
  }
  return line;
}

const thresholds = [
  'total-time<5%',
  'downtime<=300ms',
  'downtime<1s',
  'iterations<10',
  'transferred<=2GiB',
  'max-throttle<50pcent',
  'not-converged<=1',
  'blackout<500%',
  'residual < 100%',
];

function drawThresholds(random) {
  return random.sample(thresholds, random.integer(1, 3)).join(',');
}

/** A line of `plot`: a page, or a drawing in the terminal. */
export function drawPlotLine(random) {
  const operands = random.sample([...reportInputs, idleReport], random.integer(1, 3));
  const settings = new Map();
  const charts = ['migration-iters', 'total-guest-cpu', 'split-guest-cpu', 'qemu-cpu', 'vcpu-cpu'];
  if (random.chance(0.5)) {
    for (const chart of random.sample(charts, random.integer(1, 3)))
      settings.set(`--${chart}`, true);
  }
  if (random.chance(0.4)) settings.set('--align', random.pick(['migration', 'start']));
  if (random.chance(0.3)) settings.set('--output', 'page.html');
  if (random.chance(0.1)) settings.set('--verbose', true);
  const line = lineOfResults('plot', operands, settings);
  if (random.chance(0.7)) {
    settings.set('--terminal', true);
    if (random.chance(0.3)) settings.set('--ascii', true);
    if (random.chance(0.2)) settings.set('--color', 'always');
    if (random.chance(0.4)) line.environment.COLUMNS = random.pick(['20', '60', '133', 'wide']);
    if (random.chance(0.2)) line.environment.LC_ALL = 'C';
  }
  return line;
}
