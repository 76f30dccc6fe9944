// Rewrites results/baselines/ with what the program says now. Read the difference before you keep it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const program = path('../bin/guestperf-sim.js');
const validation = path('../results/baselines/validate.json');
const { status, error } = spawnSync(
  process.execPath,
  [program, 'validate', '--format', 'json', '--output', validation],
  { stdio: 'inherit' },
);
if (error) throw error;
process.exitCode = status ?? 1;
