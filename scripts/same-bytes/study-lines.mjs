import { inputsNamed, reportInputs } from './inputs.mjs';
import { lineOf } from './line.mjs';
import { qemuVersions, resultFormats } from './option-tables.mjs';
import { drawWorkloadFile, mutatedComparisons, mutatedSuite } from './profile-files.mjs';
import { drawRecorded } from './shared-settings.mjs';

const commands = 'run batch sweep merge compare validate advise plot calibrate completion'.split(
  ' ',
);

function drawResults(random, settings) {
  if (random.chance(0.7)) settings.set('--format', random.pick(resultFormats));
  if (random.chance(0.8)) settings.set('--workers', random.pick(['1', '2']));
}

/** A line of `batch`: guestperf's comparisons, or a suite of loads and modes. */
export function drawBatchLine(random, shipped) {
  const settings = new Map();
  const line = lineOf('batch', settings);
  drawResults(random, settings);
  if (random.chance(0.3)) settings.set('--seed', random.pick(['2', 'x']));
  if (random.chance(0.2)) settings.set('--verbose', true);
  if (random.chance(0.1)) settings.set('--require-convergence', true);
  if (random.chance(0.55)) drawComparisons(random, shipped, line);
  else drawLoads(random, shipped, line);
  return line;
}

function drawComparisons(random, shipped, line) {
  const { settings } = line.steps[0];
  if (random.chance(0.3)) {
    line.files['suite.json'] = JSON.stringify(mutatedComparisons(random, shipped));
    settings.set('--suite', 'suite.json');
  } else {
    const filters = ['pause-iters/*', 'post-copy-iters/*[01]', '*-step-10', '*/*-4', '*-iters-5'];
    settings.set('--filter', random.pick([...filters, '*dirty-limit/*', 'compr-*/*-2?']));
  }
  if (random.chance(0.5)) settings.set('--output', 'reports');
  if (random.chance(0.5)) settings.set('--mem', '1');
  if (random.chance(0.4)) settings.set('--cpus', random.pick(['1', '2']));
  if (random.chance(0.6)) settings.set('--sleep', random.pick(['0', '2']));
  if (random.chance(0.3)) settings.set('--qemu', random.pick(qemuVersions));
  if (random.chance(0.15)) settings.set('--dirty-ring-size', '4096');
  if (random.chance(0.15)) settings.set('--host', random.pick(['smartx-v2', 'kvm-2016']));
  if (random.chance(0.2)) drawRecorded({ random, settings });
}

function drawLoads(random, shipped, line) {
  const { settings } = line.steps[0];
  if (random.chance(0.2)) settings.set('--output', 'results.txt');
  if (random.chance(0.5)) {
    line.files['suite.json'] = JSON.stringify(mutatedSuite(random, shipped));
    settings.set('--suite', 'suite.json');
    return;
  }
  // This one alone takes as long as all the others.
  const names = Object.keys(shipped.suites).filter((name) => 'modes' in shipped.suites[name]);
  const quick = random.chance(0.85) ? names.filter((name) => name !== 'stop-conditions') : names;
  settings.set('--suite', random.pick(quick));
  settings.set('--repeat', '1');
}

/** A line of `validate`: published tables, or reports as if they had been recorded. */
export function drawValidateLine(random, shipped) {
  const settings = new Map();
  const line = lineOf('validate', settings);
  drawResults(random, settings);
  if (random.chance(0.2)) settings.set('--output', 'validation.txt');
  if (random.chance(0.2)) settings.set('--max-error', random.pick(['0', '5', '1000']));
  const hosts = ['smartx-v1', 'smartx-v2', 'generic-10g'];
  if (random.chance(0.6)) {
    const operands = random.sample(reportInputs, random.integer(1, 3));
    settings.set('--recorded', operands);
    settings.set('--host', random.pick(hosts));
    return { ...line, inputs: operands.flatMap(inputsNamed) };
  }
  const tables = Object.keys(shipped.references).filter((name) =>
    name.startsWith('auto-converge-refinements-'),
  );
  settings.set('--reference', random.pick(tables));
  settings.set('--seeds', '1');
  if (random.chance(0.3)) settings.set('--host', random.pick(hosts));
  return line;
}

/** A line of `advise`, about a small guest. */
export function drawAdviseLine(random, shipped) {
  const settings = new Map([['--runs', random.pick(['1', '2'])]]);
  const line = lineOf('advise', settings);
  const mem = random.integer(1, 2);
  settings.set('--mem', String(mem));
  if (random.chance(0.5)) settings.set('--cpus', random.pick(['2', '4']));
  drawLoad(random, shipped, line);
  if (random.chance(0.3)) settings.set('--ram-in-use', random.pick(['all', 'workload']));
  if (random.chance(0.3)) settings.set('--max-downtime', random.pick(['50', '300', '2000']));
  if (random.chance(0.3)) settings.set('--max-total', random.pick(['3', '10', '60']));
  if (random.chance(0.3)) settings.set('--min-guest-speed', random.pick(['0', '50', '99.5']));
  const ways = ['multifd', 'auto-converge', 'xbzrle', 'dirty-limit', 'postcopy'];
  if (random.chance(0.4)) settings.set('--without', random.sample(ways, 2).join(','));
  if (random.chance(0.4)) settings.set('--qemu', random.pick(qemuVersions));
  if (random.chance(0.2)) settings.set('--host', random.pick(Object.keys(shipped.hosts)));
  const link = random.pickWeighted({ '': 6, '--link-mbit': 2, '--link-gbit': 2 });
  if (link !== '') settings.set(link, random.pick(['2', '25', '900', '2500.5']));
  if (random.chance(0.4)) settings.set('--explain', true);
  if (random.chance(0.6)) settings.set('--format', random.pick(['table', 'json', 'markdown']));
  if (random.chance(0.2)) settings.set('--output', 'advice.txt');
  if (random.chance(0.7)) settings.set('--workers', random.pick(['1', '2']));
  if (random.chance(0.2)) settings.set('--require-convergence', true);
  if (random.chance(0.2)) settings.set('--seed', 'other');
  return line;
}

function drawLoad(random, shipped, { steps: [{ settings }], files }) {
  const kind = random.pickWeighted({ stress: 5, workload: 2, measured: 2 });
  if (kind === 'stress') settings.set('--stress-mem', String(random.integer(20, 800)));
  if (kind === 'workload') settings.set('--workload', drawWorkloadFile({ random, files }));
  if (kind !== 'measured') return;
  files['second.json'] = JSON.stringify({ return: answer(1, random.integer(100, 200)) });
  files['longer.json'] = JSON.stringify([answer(5, random.integer(20, 60))]);
  settings.set(
    '--dirty-rate',
    random.chance(0.5) ? ['second.json', 'longer.json'] : ['second.json'],
  );
}

/** QEMU's answer to query-dirty-rate over a period in seconds. */
function answer(period, rate) {
  return {
    status: 'measured',
    'start-time': 0,
    'calc-time': period,
    'dirty-rate': rate,
    mode: 'page-sampling',
  };
}

/** A line of `completion`. */
export function drawCompletionLine(random) {
  return lineOf('completion', new Map(), [random.pick(['bash', 'zsh', 'fish'])]);
}

/** A line that asks for help, or for the version. */
export function drawHelpLine(random) {
  const [first, ...operands] = random.pick([
    ['help'],
    ['--help'],
    ['-h'],
    ['--version'],
    ['-V'],
    ...commands.map((name) => ['help', name]),
    ...commands.map((name) => [name, '--help']),
  ]);
  return { ...lineOf(first, new Map(), operands), command: 'help' };
}

/** What `calibrate` needs. It takes minutes, so that only lines with a flaw are run. */
export function drawCalibrateLine() {
  const settings = new Map([
    ['--reference', 'auto-converge-refinements-v1'],
    ['--out', 'fitted.json'],
  ]);
  return lineOf('calibrate', settings);
}
