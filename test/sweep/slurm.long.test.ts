import { rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ClusterFolder, documentedBlock } from './cluster-docs.js';
import { isSlurmInstalled, OneNodeSlurm } from './one-node-slurm.js';

const isInstalled = isSlurmInstalled();
const reason = 'Slurm is not installed (Debian: apt-get install slurm-wlm)';
const slurm = isInstalled ? new OneNodeSlurm() : null;
const folder = new ClusterFolder();

beforeAll(async () => slurm?.start());
afterAll(async () => slurm?.stop());

const shell = (script: string) => folder.shell(script, slurm?.environment);

test('the documented array gives the file of the undivided sweep', (context) => {
  if (!isInstalled) context.skip(reason);
  writeFileSync(folder.file('sweep.sbatch'), documentedBlock('sh sweep.sbatch'));
  const { status, stderr } = shell(documentedBlock('sh slurm'));
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'merged: 30 runs of 4 files\n' });
  expect(folder.text('sweep.ndjson')).toBe(folder.undivided());
});

test('a task that was lost is submitted again alone', (context) => {
  if (!isInstalled) context.skip(reason);
  const lost = folder.text('part-3.ndjson');
  rmSync(folder.file('part-3.ndjson'));
  expect(shell('sbatch --wait --array=3 sweep.sbatch').status).toBe(0);
  expect(folder.text('part-3.ndjson')).toBe(lost);
});

test('--shard auto takes the number of shards from the array', (context) => {
  if (!isInstalled) context.skip(reason);
  const script = documentedBlock('sh sweep.sbatch')
    .replace('auto/4', 'auto')
    .replace('--array=1-4', '--array=10-14:2');
  writeFileSync(folder.file('auto.sbatch'), script);
  const { status, stderr } = shell(
    'sbatch --wait auto.sbatch; guestperf-sim merge part-1?.ndjson --output auto.ndjson',
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'merged: 30 runs of 3 files\n' });
  expect(folder.text('auto.ndjson')).toBe(folder.undivided());
});
