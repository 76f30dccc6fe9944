import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startProgram } from './execute.mjs';

const guest = ['--mem', '1', '--sleep', '1'];
const compared = ['run', ...guest, '--stress-mem', '60,300', '--repeat', '3', '--seed'];
const sweep = [
  'sweep',
  ...guest,
  '--stress-mem',
  '50,100,400',
  '--downtime',
  '100,300',
  '--workers',
  '1',
];
const report = ['run', ...guest, '--format', 'guestperf'];
const throttled = ['--auto-converge', '--stress-mem', '300'];

/** How BASE makes each file that lines take as an input. */
const recipes = {
  'before/runs.json': [...compared, '1', '--format', 'json'],
  'after/runs.json': [...compared, '1', '--format', 'json', '--downtime', '200'],
  'after/more.ndjson': [...compared, '2', '--format', 'ndjson', '--downtime', '200'],
  'same-again.json': [...compared, '5', '--format', 'json'],
  'slower.json': [...compared, '1', '--format', 'json', '--bandwidth', '200'],
  'runs.csv': [...compared, '1', '--format', 'csv'],
  'cloud.json': [...compared, '1', '--format', 'json', '--vmm', 'cloud-hypervisor'],
  'precopy.json': [...report, '--stress-mem', '300'],
  'throttled.json': [...report, ...throttled, '--host', 'smartx-v1'],
  'postcopy.json': [...report, '--stress-mem', '300', '--post-copy', '--post-copy-iters', '2'],
  'multifd.json': [...report, '--stress-mem', '300', '--multifd', '--multifd-channels', '4'],
  'idle.json': [...report, '--workload', 'idle', '--qemu', '9.0', '--verify'],
  'whole.ndjson': [...sweep, '--format', 'ndjson'],
  'whole.csv': [...sweep, '--format', 'csv'],
  'part-1.ndjson': [...sweep, '--shard', '1/3', '--format', 'ndjson'],
  'part-2.ndjson': [...sweep, '--shard', '2/3', '--format', 'ndjson'],
  'part-3.ndjson': [...sweep, '--shard', '3/3', '--format', 'ndjson'],
  'part-1.csv': [...sweep, '--shard', '1/2', '--format', 'csv'],
  'part-2.csv': [...sweep, '--shard', '2/2', '--format', 'csv'],
  'other.ndjson': [...sweep, '--seed', '8', '--format', 'ndjson'],
};

export const sides = ['before', 'after', 'before/runs.json', 'after/runs.json'];
export const resultInputs = ['same-again.json', 'slower.json', 'cloud.json'];
export const sweepInputs = ['whole.ndjson', 'other.ndjson'];
/** Reports of runs of one load, which can be compared. */
export const reportInputs = ['precopy.json', 'throttled.json', 'postcopy.json', 'multifd.json'];
/** A report of which not everything can be said. */
export const idleReport = 'idle.json';

/** The files that an operand names: a folder stands for all in it. */
export function inputsNamed(operand) {
  return Object.keys(recipes).filter((name) => name === operand || name.startsWith(`${operand}/`));
}

/**
 * Lets BASE make all inputs, once.
 *
 * @param {string} root the checkout of BASE
 * @param {string} folder where they go
 */
export async function prepareInputs(root, folder) {
  for (const name of Object.keys(recipes))
    mkdirSync(dirname(join(folder, name)), { recursive: true });
  await Promise.all(
    Object.entries(recipes).map(async ([name, args]) => {
      const { exit, stderr } = await startProgram(root, [...args, '--output', name], folder, {});
      if (exit !== '0') throw new Error(`input ${name}: exit ${exit}\n${stderr}`);
    }),
  );
}
