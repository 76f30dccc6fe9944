import { loadAnySuite } from '../settings/suite-file.js';
import type { Command } from '../cli/command.js';
import type { ExitCode } from '../cli/exit-code.js';
import type { Terminal } from '../cli/terminal.js';
import { type BatchOptions, batchOptionGroups } from './options.js';

/** guestperf-batch.py runs its own comparisons. */
const defaultSuite = 'guestperf';

export const batchCommand: Command = {
  name: 'batch',
  summary:
    "Run all of guestperf's comparisons, as guestperf-batch.py does, or the loads and modes of a suite.",
  examples: [
    {
      purpose: 'the comparisons of post-copy and of auto-converge, with a report of each scenario',
      commandLine: "guestperf-sim batch --filter '*-iters/*' --output reports",
    },
    {
      purpose: 'the complete tables of a cover letter, in its layout',
      commandLine: 'guestperf-sim batch --suite cover-letter-v1',
    },
    {
      purpose: 'the same loads and modes on your hosts, as CSV',
      commandLine:
        'guestperf-sim batch --suite cover-letter-v2 --host my-hosts.json --repeat 9 --format csv',
    },
  ],
  optionGroups: batchOptionGroups,
  execute: (values, terminal) => batch(values as BatchOptions, terminal),
};

async function batch(options: BatchOptions, terminal: Terminal): Promise<ExitCode> {
  const { kind, suite } = loadAnySuite(options.suite ?? defaultSuite);
  if (kind === 'loads') return (await import('./loads.js')).runLoads(suite, options, terminal);
  return (await import('./comparisons.js')).runComparisons(suite, options, terminal);
}
