import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ClusterFolder, documentedBlock } from './cluster-docs.js';

const folder = new ClusterFolder();

/** Stands for Slurm's own, which slurm.long.test.ts calls: runs the tasks of an array one by one. */
const sbatch = `#!/bin/sh
for script; do :; done
range=$(sed -n 's/^#SBATCH --array=//p' "$script")
first=\${range%-*} last=\${range#*-}
export SLURM_ARRAY_TASK_MIN="$first" SLURM_ARRAY_TASK_COUNT=$((last - first + 1))
for SLURM_ARRAY_TASK_ID in $(seq "$first" "$last"); do
  export SLURM_ARRAY_TASK_ID
  sh -e "$script" || exit
done
`;

test('the documented array gives the file of the undivided sweep', () => {
  writeFileSync(folder.file('bin/sbatch'), sbatch, { mode: 0o755 });
  writeFileSync(folder.file('sweep.sbatch'), documentedBlock('sh sweep.sbatch'));
  const { status, stderr } = folder.shell(documentedBlock('sh slurm'));
  expect({ status, stderr }).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/merged: 30 runs of 4 files\n$/),
  });
  expect(folder.text('sweep.ndjson')).toBe(folder.undivided());
});
