import type { Command } from '../cli/command.js';
import { InputError } from '../input/input-error.js';
import { holdProfiles } from '../profiles/profile-file.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { settingOption } from '../cli/options/setting-option.js';
import { strategyIn, strategyOptionGroups } from '../cli/options/strategy-options.js';
import { checkOutputFile } from '../cli/output-file.js';
import { say } from '../cli/message.js';
import type { Terminal } from '../cli/terminal.js';
import { SimulationPool } from '../workers/simulation-pool.js';
import { type ValidateOptions, validateOptionGroups } from './options.js';

export const validateCommand: Command = {
  name: 'validate',
  summary: 'Compare published tables with their simulation, and report the differences.',
  examples: [
    { purpose: 'both cover letters', commandLine: 'guestperf-sim validate' },
    {
      purpose: 'in continuous integration: exit 4 if the mean error is above 5 %',
      commandLine: 'guestperf-sim validate --max-error 5 --format json --output validation.json',
    },
    {
      purpose: 'what is known of each feature: all that others have published, and your recordings',
      commandLine: 'guestperf-sim validate --ledger --recorded run-*.json --host my-hosts.json',
    },
    {
      purpose: 'whether rules of your own do what those did that were published',
      commandLine:
        "guestperf-sim validate --reference auto-converge-refinements-v2 --mode 'background sync' --strategy v2",
    },
    {
      purpose: 'migrations of your own, recorded by guestperf, against a profile of your hosts',
      commandLine: 'guestperf-sim validate --recorded run-*.json --host my-hosts.json',
    },
  ],
  optionGroups: validateOptionGroups,
  optionGroupsOf: (args) => strategyOptionGroups(strategyIn(args), settingOption),
  execute: (values, terminal) => {
    const release = holdProfiles();
    return validate(values as ValidateOptions, terminal).finally(release);
  },
};

/** A mean error that `--max-error` limits. */
export interface GatedError {
  readonly of: string;
  readonly percent: number;
}

async function validate(options: ValidateOptions, terminal: Terminal): Promise<ExitCode> {
  checkOutputFile(options.output);
  checkRules(options);
  if (options.ledger || options.recorded.length === 0) return validateRuns(options, terminal);
  for (const [flag, value] of [
    ['--reference', options.reference],
    ['--suite', options.suite],
  ] as const) {
    if (value === null) continue;
    throw new InputError({ subject: flag, value, problem: 'contradicts --recorded' });
  }
  const { validateRecordings } = await import('./recorded.js');
  return verdict(await validateRecordings(options, terminal), options, terminal);
}

async function validateRuns(options: ValidateOptions, terminal: Terminal): Promise<ExitCode> {
  if (!options.ledger) {
    needsRecordings('--stress-mem', options.stressMem);
    needsRecordings('--workload', options.workload);
  }
  // Its threads load while this one does.
  const pool = new SimulationPool(options.workers);
  try {
    const { errors, isComplete } = options.ledger
      ? await (await import('./ledger/ledger.js')).validateLedger(options, terminal, pool)
      : await (await import('./published.js')).validatePublished(options, terminal, pool);
    return isComplete ? verdict(errors, options, terminal) : exitCode.interrupted;
  } finally {
    await pool.close();
  }
}

/** @throws InputError if a strategy has nothing to stand in for */
function checkRules({ ledger, mode, recorded, strategy }: ValidateOptions): void {
  const hasRecordings = recorded.length > 0;
  if (mode !== null && (ledger || hasRecordings)) {
    const problem = `contradicts ${ledger ? '--ledger' : '--recorded'}`;
    throw new InputError({ subject: '--mode', value: mode, problem });
  }
  if (strategy === null) return;
  const subject = '--strategy';
  if (ledger) throw new InputError({ subject, value: strategy, problem: 'contradicts --ledger' });
  if (mode === null && !hasRecordings) {
    const problem = 'stands in for one mode of the tables: --mode NAME says which';
    throw new InputError({ subject, value: strategy, problem });
  }
}

function needsRecordings(flag: string, value: unknown): void {
  if (value === null) return;
  throw new InputError({ subject: flag, value: String(value), problem: 'needs --recorded' });
}

function verdict(
  errors: readonly GatedError[],
  { maxError }: ValidateOptions,
  terminal: Terminal,
): ExitCode {
  if (maxError === null) return exitCode.done;
  const breaches = errors.filter(({ percent }) => percent > maxError);
  for (const { of, percent } of breaches) {
    say(terminal, `${of}: total time MAPE ${percent.toFixed(2)}% is above --max-error ${maxError}`);
  }
  return breaches.length > 0 ? exitCode.regression : exitCode.done;
}
