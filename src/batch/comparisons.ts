import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderDocument } from '../documents/answer.js';
import { resultsDocument } from '../results/results-document.js';
import type { RunRecord } from '../results/run-record.js';
import type { ComparisonSuite } from '../settings/comparison-suite.js';
import { suiteHost } from '../settings/suite-host.js';
import { InputError } from '../input/input-error.js';
import type { Scenario } from '../engines/scenario.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { checkTransport, recordOptions, reportSetting } from '../cli/options/recorded-options.js';
import { unwritable } from '../cli/files/unwritable.js';
import { say, sayLines } from '../cli/message.js';
import { writeOutputFile } from '../cli/output-file.js';
import { sayConditions, writeOutput, writeResults } from '../cli/results-output.js';
import type { TextStyle } from '../documents/text-style.js';
import { runPooled } from '../cli/run-pooled.js';
import type { Terminal } from '../cli/terminal.js';
import { SimulationPool } from '../workers/simulation-pool.js';
import { runsCode } from '../run/runs-code.js';
import { type ComparisonRun, comparisonRuns } from './comparison-runs.js';
import type { BatchOptions } from './options.js';

/** A scenario to run, and what its report is to say. */
interface PlannedRun {
  readonly scenario: Scenario;
  readonly notes: readonly string[];
}

/**
 * Runs guestperf's comparisons: writes a report of each scenario, and prints a summary. A scenario
 * that is refused, or fails to run, does not keep the others from running.
 */
export async function runComparisons(
  suite: ComparisonSuite,
  options: BatchOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  checkTransport(options);
  const runs = comparisonRuns(suite, suiteHost(suite, options.host), options);
  const planned = runs.flatMap((run): readonly PlannedRun[] =>
    run.kind === 'run' ? run.scenarios.map((scenario) => ({ scenario, notes: run.notes })) : [],
  );
  const { output } = options;
  if (output !== null && planned.length > 0) makeFolders(output, planned);
  announce(runs, options, terminal);
  const { bugs, refused, records, wasInterrupted } = await simulateAll(planned, options, terminal);
  await writeSummary(records, options, terminal);
  if (wasInterrupted) return exitCode.interrupted;
  if (bugs > 0) return exitCode.failure;
  if (refused > 0 || runs.some(({ kind }) => kind === 'refused')) return exitCode.badInput;
  return runsCode(records, options, terminal);
}

function announce(runs: readonly ComparisonRun[], options: BatchOptions, terminal: Terminal): void {
  const notes = new Set(runs.flatMap((run) => (run.kind === 'run' ? run.notes : [])));
  for (const note of notes) say(terminal, `note: ${note}`);
  for (const run of runs) {
    if (run.kind === 'refused') say(errorsOf(terminal), `refused ${run.name}: ${run.reason}`);
    else if (run.kind === 'skipped') say(terminal, `skipped ${run.name}: ${run.reason}`);
    else if (options.verbose || options.debug) say(terminal, `Running ${run.name}`);
  }
}

/** Where it is told why a scenario was not run: with --quiet as well. */
function errorsOf({ err, errors = err }: Terminal): Pick<Terminal, 'err'> {
  return { err: errors };
}

async function simulateAll(
  planned: readonly PlannedRun[],
  options: BatchOptions,
  terminal: Terminal,
): Promise<{ records: RunRecord[]; bugs: number; refused: number; wasInterrupted: boolean }> {
  const { output } = options;
  let bugs = 0;
  let refused = 0;
  const pool = new SimulationPool(options.workers);
  const records = await runPooled(
    pool,
    planned.map(({ scenario }) => scenario),
    terminal,
    {
      ...(output !== null && {
        reports: {
          setting: (index: number) => reportSetting(options, planned[index].notes),
          write: (index: number, text: string) =>
            writeOutputFile(reportFile(output, planned[index].scenario), text),
        },
      }),
      onFailure: (index, failure) => {
        if (failure instanceof InputError) refused++;
        else bugs++;
        const failed = `failed ${planned[index].scenario.name}`;
        if (options.debug) sayLines(errorsOf(terminal), `${failed}: ${failure.stack}`);
        else say(errorsOf(terminal), `${failed}: ${failure.message}`);
      },
    },
  ).finally(() => pool.close());
  const done = records.filter((record) => record !== undefined);
  const wasInterrupted = done.length + bugs + refused < planned.length;
  return { records: done, bugs, refused, wasInterrupted };
}

/** DIR/comparison/scenario.json, as guestperf-batch.py names it; a further repeat has its number. */
function reportFile(folder: string, { name, repeat }: Scenario): string {
  return join(folder, `${name}${repeat === 1 ? '' : `-repeat-${repeat}`}.json`);
}

function makeFolders(output: string, planned: readonly PlannedRun[]): void {
  const files = planned.map(({ scenario }) => reportFile(output, scenario));
  for (const folder of new Set([output, ...files.map((file) => dirname(file))])) {
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'EEXIST' && code !== 'ENOTDIR') throw unwritable(folder, '--output', error);
      const problem = 'is a file, or in one, and not a folder for reports';
      throw new InputError({ subject: '--output', value: folder, problem }, { cause: error });
    }
  }
}

async function writeSummary(
  records: readonly RunRecord[],
  options: BatchOptions,
  terminal: Terminal,
): Promise<void> {
  const { color, format } = options;
  const target = { color, output: null };
  if (format === 'table' || format === 'markdown') {
    const { comparisonTables } = await import('../results/result-tables.js');
    const isApart = await sayConditions(records, { format, output: null }, terminal);
    const render = (style: TextStyle): Promise<string> =>
      renderDocument(() => comparisonTables(records, !isApart), format, style);
    await writeOutput(render, target, terminal);
    return;
  }
  const document = resultsDocument(records, recordOptions(options));
  await writeResults(document, { ...options, ...target, format }, terminal);
}
