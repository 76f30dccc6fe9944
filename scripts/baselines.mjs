// Rewrites results/baselines/ with what the program says now. Read the difference before you keep it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const { status, error } = spawnSync(
  process.execPath,
  [
    path('../bin/guestperf-sim.js'),
    ...['validate', '--format', 'json'],
    ...['--output', path('../results/baselines/validate.json')],
  ],
  { stdio: 'inherit' },
);
if (error) throw error;
process.exitCode = status ?? 1;
