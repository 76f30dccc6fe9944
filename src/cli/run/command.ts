import { setImmediate as nextTurn } from 'node:timers/promises';
import { progressLines } from '../../report/progress-lines.js';
import type { MigrationResult } from '../../report/result.js';
import { renderResults } from '../../report/result-format.js';
import { resultsDocument } from '../../report/results-document.js';
import { type RunRecord, runRecord } from '../../report/run-record.js';
import { plainStyle } from '../../report/text-style.js';
import { loadHostProfile } from '../../scenario/host-profile-file.js';
import type { Scenario } from '../../scenario/scenario.js';
import { textStyle } from '../color.js';
import type { Command } from '../command.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { recordOptions } from '../options/recorded-options.js';
import { checkOutputFile, writeOutputFile } from '../output-file.js';
import { ProgressCounter } from '../progress-counter.js';
import type { Terminal } from '../terminal.js';
import { runExamples } from './examples.js';
import { modelNotes } from './model-notes.js';
import { type RunOptions, runOptionGroups } from './options.js';
import { oracleLine } from './oracle-line.js';
import { scenariosOf } from './scenarios.js';

export const runCommand: Command = {
  name: 'run',
  summary: 'Simulate a migration with the options of guestperf.py and print its row.',
  examples: runExamples,
  optionGroups: runOptionGroups,
  execute: (values, terminal) => run(values as RunOptions, terminal),
};

async function run(options: RunOptions, terminal: Terminal): Promise<ExitCode> {
  const scenarios = scenariosOf(options, loadHostProfile(options.host));
  if (options.output !== null) await checkOutputFile(options.output);
  for (const note of modelNotes(options)) terminal.err.write(`note: ${note}\n`);
  const records = await simulateAll(scenarios, options, terminal);
  await writeResults(records, options, terminal);
  if (records.length < scenarios.length) {
    terminal.err.write(`interrupted: ${records.length} of ${scenarios.length} runs done\n`);
    return exitCode.interrupted;
  }
  return verdict(records, options);
}

/**
 * Runs scenarios in order, until all are done or the user interrupts. Only records are kept:
 * a result has a history, and there may be many.
 */
async function simulateAll(
  scenarios: readonly Scenario[],
  options: RunOptions,
  terminal: Terminal,
): Promise<RunRecord[]> {
  const { simulate } = await import('../../vmm/simulate.js');
  const progress = new ProgressCounter(terminal, scenarios.length);
  const records: RunRecord[] = [];
  for (const scenario of scenarios) {
    // A run holds the thread: only between runs can an interruption be noticed.
    await nextTurn();
    if (terminal.interruption.aborted) break;
    const result = simulate(scenario);
    records.push(runRecord(result));
    reportRun(result, options, terminal);
    progress.update(records.length);
  }
  progress.clear();
  return records;
}

function reportRun(result: MigrationResult, options: RunOptions, { err }: Terminal): void {
  const lines = options.verbose || options.debug ? progressLines(result) : [];
  const verdictLine = oracleLine(result);
  if (verdictLine !== null) lines.push(verdictLine);
  for (const line of lines) err.write(`${line}\n`);
}

async function writeResults(
  records: readonly RunRecord[],
  options: RunOptions,
  terminal: Terminal,
): Promise<void> {
  const document = resultsDocument(records, recordOptions(options));
  if (options.output !== null) {
    const text = await renderResults(document, options.format, plainStyle);
    return writeOutputFile(options.output, text);
  }
  const style = await textStyle(options.color, terminal.out, terminal.environment);
  terminal.out.write(await renderResults(document, options.format, style));
}

function verdict(records: readonly RunRecord[], options: RunOptions): ExitCode {
  if (records.some((record) => (record.lost_pages ?? 0) > 0)) return exitCode.failure;
  const converged = records.every(({ status }) => status === 'completed');
  return options.requireConvergence && !converged ? exitCode.notConverged : exitCode.done;
}
