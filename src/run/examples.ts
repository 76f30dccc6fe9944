import type { Example } from '../cli/command.js';

/** What people run, for the help. */
export const runExamples: readonly Example[] = [
  {
    purpose: "a small guest with guestperf's defaults",
    commandLine: 'guestperf-sim run',
  },
  {
    purpose: 'a huge guest, throttled until it converges, on a published test bed',
    commandLine:
      'guestperf-sim run --host smartx-v1 --cpus 16 --mem 100 --stress-mem 3000 --auto-converge \\\n' +
      '    --max-iters 200 --max-time 1200 --repeat 3',
  },
  {
    purpose: 'in a script: exit 3 unless it converges',
    commandLine:
      'guestperf-sim run --mem 8 --stress-mem 2000 --require-convergence --format json --output out.json',
  },
];
