import type { Example } from '../cli/command.js';

/** What people run, for the help. */
export const sweepExamples: readonly Example[] = [
  {
    purpose: 'each load under each downtime limit, as a two-way table',
    commandLine:
      'guestperf-sim sweep --mem 16 --cpus 4 --auto-converge --max-iters 200 \\\n' +
      '    --stress-mem 500,2000,4000 --downtime 100..500:100 --pivot total-time:stress-mem:downtime',
  },
  {
    purpose: 'modes of convergence on a published test bed, nine seeds each; go on if interrupted',
    commandLine:
      'guestperf-sim sweep --host smartx-v2 --cpus 16 --mem 60 --max-iters 200 --max-time 1200 \\\n' +
      '    --stress-mem 150,3000,3500 --mode original,v2 --seed 1..9 --output modes.ndjson --resume',
  },
  {
    purpose: 'one of seven equal parts; guestperf-sim merge puts them together',
    commandLine:
      'guestperf-sim sweep --stress-mem 100..900:100 --downtime 100,300 --shard 2/7 --output part-2.ndjson',
  },
];
