import { convergenceCode, type ExitCode, exitCode } from '../cli/exit-code.js';
import { say } from '../cli/message.js';
import type { Terminal } from '../cli/terminal.js';
import type { Threshold } from '../compare/threshold.js';
import { shortList } from '../documents/short-list.js';
import type { RunRecord } from '../results/run-record.js';

/** The exit code of runs that were made: whether they had to complete comes before limits, of which those that do not hold are said. */
export async function runsCode(
  records: readonly RunRecord[],
  options: { readonly requireConvergence: boolean; readonly threshold: readonly Threshold[] },
  terminal: Terminal,
): Promise<ExitCode> {
  const code = convergenceCode(records, options);
  return code === exitCode.done ? limitsCode(records, options.threshold, terminal) : code;
}

async function limitsCode(
  records: readonly RunRecord[],
  limits: readonly Threshold[],
  terminal: Terminal,
): Promise<ExitCode> {
  if (limits.length === 0) return exitCode.done;
  const { limitFailures } = await import('../compare/limit-failures.js');
  const failures = limitFailures(records, limits);
  for (const failure of shortList(failures)) say(terminal, failure);
  return failures.length > 0 ? exitCode.regression : exitCode.done;
}
