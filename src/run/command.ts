import { setImmediate as nextTurn } from 'node:timers/promises';
import { engineOf } from '../engines/engines.js';
import type { MigrationResult } from '../engines/migration-result.js';
import { timelineLines } from '../results/timeline-lines.js';
import { resultsDocument } from '../results/results-document.js';
import { type RunRecord, runRecord } from '../results/run-record.js';
import type { Scenario } from '../engines/scenario.js';
import type { Command } from '../cli/command.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { checkTransport, recordOptions, reportSetting } from '../cli/options/recorded-options.js';
import { settingOption } from '../cli/options/setting-option.js';
import { strategyIn, strategyOptionGroups } from '../cli/options/strategy-options.js';
import { ProgressLine } from '../cli/progress-line.js';
import { writeOutput, writeResults } from '../cli/results-output.js';
import { say } from '../cli/message.js';
import type { Terminal } from '../cli/terminal.js';
import { checkOneRun, guestperfReportText } from './guestperf-report.js';
import { explainer } from './explainer.js';
import { runsCode } from './runs-code.js';
import { measuredLoad } from './measured-load.js';
import { genericHostNote, modelNotes } from './model-notes.js';
import { type RunOptions, runOptionGroups, writtenSettings } from './options.js';
import { oracleLine } from './oracle-line.js';
import { checkRunFiles, RunFiles } from './run-files.js';
import { scenariosOf } from './scenarios.js';

export const runCommand: Command = {
  name: 'run',
  summary: 'Simulate a migration with the options of guestperf.py and print its row.',
  examples: [
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
  ],
  essentials: [
    'cpus',
    'mem',
    'stressMem',
    'workload',
    'bandwidth',
    'downtime',
    'autoConverge',
    'postCopy',
    'multifd',
    'maxIters',
    'maxTime',
    'host',
    'linkGbit',
    'qemu',
    'seed',
    'repeat',
    'requireConvergence',
    'threshold',
    'explain',
    'format',
    'output',
  ],
  optionGroups: runOptionGroups,
  optionGroupsOf: (args) => strategyOptionGroups(strategyIn(args), settingOption),
  execute: (values, terminal, written) => run(values as RunOptions, terminal, written),
};

async function run(
  options: RunOptions,
  terminal: Terminal,
  written: ReadonlySet<string>,
): Promise<ExitCode> {
  const load = await measuredLoad(options.dirtyRate, written, terminal);
  const settings = {
    ...writtenSettings(options, written),
    ...load.settings,
  };
  const scenarios = scenariosOf(settings, options.repeat, load.name);
  checkTransport(options);
  const { format } = options;
  if (format === 'guestperf') checkOneRun(scenarios);
  checkRunFiles(options, scenarios[0]);
  const notes = modelNotes(options, scenarios[0]);
  for (const note of notes) say(terminal, `note: ${note}`);
  let last: MigrationResult | null = null;
  const records = await simulateAll(scenarios, options, terminal, (result) => (last = result));
  if (format !== 'guestperf' && records.length > 0) {
    const document = resultsDocument(records, recordOptions(options));
    const remarks = written.has('host') ? [] : [genericHostNote(scenarios[0])];
    await writeResults(document, { ...options, format }, terminal, remarks);
  } else if (last !== null) {
    const text = guestperfReportText(last, reportSetting(options, notes));
    await writeOutput(() => text, options, terminal);
  }
  if (records.length < scenarios.length) {
    say(terminal, `interrupted: ${records.length} of ${scenarios.length} runs done`);
    return exitCode.interrupted;
  }
  return verdict(records, options, terminal);
}

/** Runs scenarios in order, until all are done or the user interrupts, and writes down how they went. */
async function simulateAll(
  scenarios: readonly Scenario[],
  options: RunOptions,
  terminal: Terminal,
  onResult: (result: MigrationResult) => void,
): Promise<RunRecord[]> {
  const files = new RunFiles(options);
  try {
    const records = await simulateEach(scenarios, options, files, terminal, onResult);
    if (records.length > 0) files.commit();
    return records;
  } finally {
    files.discard();
  }
}

/** Only records are kept: a result has a history, and there may be many. */
async function simulateEach(
  scenarios: readonly Scenario[],
  options: RunOptions,
  files: RunFiles,
  terminal: Terminal,
  onResult: (result: MigrationResult) => void,
): Promise<RunRecord[]> {
  const { simulate } = await import('../engines/simulate.js');
  const progress = new ProgressLine(terminal);
  const records: RunRecord[] = [];
  for (const scenario of scenarios) {
    // A run holds the thread: only between runs can an interruption be noticed.
    await nextTurn();
    if (terminal.interruption.aborted) break;
    const explanation = options.explain ? await explainer(files.listener(scenario)) : null;
    const trace = explanation?.trace ?? files.listener(scenario);
    const onlyFigures = !showsCourse(options);
    const result = simulate(scenario, { onlyFigures, ...(trace !== undefined && { trace }) });
    for (const line of explanation?.lines(result) ?? []) say(terminal, line);
    files.add(result);
    onResult(result);
    records.push(runRecord(result));
    reportRun(result, options, terminal);
    progress.show(`${records.length} of ${scenarios.length} runs`);
  }
  progress.clear();
  return records;
}

/** Whether something is shown that grows with the time that a run takes: its samples, its passes. */
function showsCourse(options: RunOptions): boolean {
  const { explain, format, migrationProgress } = options;
  return format === 'guestperf' || explain || migrationProgress !== null || isVerbose(options);
}

function isVerbose({ debug, verbose }: RunOptions): boolean {
  return debug || verbose;
}

function reportRun(result: MigrationResult, options: RunOptions, terminal: Terminal): void {
  const lines = isVerbose(options) ? [...engineOf(result.scenario).log(result)] : [];
  if (options.timeline) lines.push(...timelineLines(result));
  const verdictLine = oracleLine(result);
  if (verdictLine !== null) lines.push(verdictLine);
  for (const line of lines) say(terminal, line);
}

async function verdict(
  records: readonly RunRecord[],
  options: RunOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (records.some((record) => (record.lost_pages ?? 0) > 0)) return exitCode.failure;
  return runsCode(records, options, terminal);
}
