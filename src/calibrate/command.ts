import type { Command } from '../cli/command.js';
import type { ExitCode } from '../cli/exit-code.js';
import type { Terminal } from '../cli/terminal.js';
import { InputError } from '../input/input-error.js';
import { type CalibrateOptions, calibrateOptionGroups } from './options.js';

export const calibrateCommand: Command = {
  name: 'calibrate',
  summary:
    'Make a host profile from your own runs, in seconds, or from published tables, in minutes.',
  examples: [
    {
      purpose: 'a profile of your hosts, from migrations that guestperf or watch recorded there',
      commandLine: 'guestperf-sim calibrate --recorded run-*.json --output my-hosts.json',
    },
    {
      purpose: 'what answers to query-migrate tell, one on a line; all else is that of the start',
      commandLine:
        'guestperf-sim calibrate --recorded migration.ndjson --start smartx-v1 --output my-hosts.json',
    },
    {
      purpose: 'runs that do not say what their guests wrote',
      commandLine:
        'guestperf-sim calibrate --recorded watched-*.json --workload my-guest.json --output my-hosts.json',
    },
    {
      purpose: 'the shipped profile of the first published test bed, again',
      commandLine:
        'guestperf-sim calibrate --reference auto-converge-refinements-v1 --rows original \\\n' +
        '    --output smartx-v1.json',
    },
  ],
  optionGroups: calibrateOptionGroups,
  execute: (values, terminal, written) =>
    calibrateHost(values as CalibrateOptions, terminal, written),
};

async function calibrateHost(
  options: CalibrateOptions,
  terminal: Terminal,
  written: ReadonlySet<string>,
): Promise<ExitCode> {
  if (options.recorded.length === 0) {
    needsRecordings('--stress-mem', options.stressMem);
    needsRecordings('--workload', options.workload);
    const { calibrateOnTables } = await import('./published-command.js');
    return calibrateOnTables(options, terminal);
  }
  for (const key of ['reference', 'rows'] as const) {
    if (!written.has(key)) continue;
    const value = options[key] ?? '';
    throw new InputError({ subject: `--${key}`, value, problem: 'contradicts --recorded' });
  }
  const { calibrateOnRuns } = await import('./recorded/command.js');
  return calibrateOnRuns(options, terminal);
}

function needsRecordings(subject: string, value: unknown): void {
  if (value === null) return;
  throw new InputError({ subject, value: String(value), problem: 'needs --recorded' });
}
