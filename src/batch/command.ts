import { loadAnySuite } from '../settings/suite-file.js';
import type { Command } from '../cli/command.js';
import { settingOption } from '../cli/options/setting-option.js';
import { strategyIn, strategyOptionGroups } from '../cli/options/strategy-options.js';
import { InputError } from '../input/input-error.js';
import type { Suite } from '../settings/suite.js';
import type { ExitCode } from '../cli/exit-code.js';
import type { Terminal } from '../cli/terminal.js';
import { type BatchOptions, batchOptionGroups, strategyMode } from './options.js';

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
  essentials: [
    'suite',
    'host',
    'linkGbit',
    'strategy',
    'filter',
    'qemu',
    'seed',
    'repeat',
    'workers',
    'requireConvergence',
    'threshold',
    'verbose',
    'format',
    'output',
  ],
  optionGroups: batchOptionGroups,
  optionGroupsOf: (args) => strategyOptionGroups(strategyIn(args), settingOption),
  execute: (values, terminal) => batch(values as BatchOptions, terminal),
};

async function batch(options: BatchOptions, terminal: Terminal): Promise<ExitCode> {
  const { kind, suite } = loadAnySuite(options.suite ?? defaultSuite);
  if (kind === 'loads') {
    const { runLoads } = await import('./loads.js');
    return runLoads(withStrategy(suite, options), options, terminal);
  }
  if (options.strategy !== null) {
    throw new InputError({
      subject: '--strategy',
      problem: `is for a suite of loads and modes; ${suite.name} has comparisons`,
    });
  }
  return (await import('./comparisons.js')).runComparisons(suite, options, terminal);
}

/** A suite with the mode of the command line's strategy behind its own. */
function withStrategy(suite: Suite, options: BatchOptions): Suite {
  const mode = strategyMode(options);
  if (mode === null) return suite;
  const subject = '--strategy';
  if (suite.figures !== undefined) {
    const problem = `is no mode of the figures that the suite ${suite.name} is printed beside`;
    throw new InputError({ subject, value: mode.name, problem });
  }
  if (suite.modes.some(({ name }) => name === mode.name)) {
    throw new InputError({
      subject,
      value: mode.name,
      problem: 'is the name of a mode of the suite',
    });
  }
  return { ...suite, modes: [...suite.modes, mode] };
}
