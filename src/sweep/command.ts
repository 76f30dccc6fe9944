import { setImmediate as nextTurn } from 'node:timers/promises';
import { InputError } from '../input/input-error.js';
import { holdProfiles } from '../profiles/profile-file.js';
import type { Command } from '../cli/command.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { strategyIn, strategyOptionGroups } from '../cli/options/strategy-options.js';
import { recordKey } from '../cli/options/option.js';
import { checkDistinct, checkOutputFile } from '../cli/output-file.js';
import { ProgressLine } from '../cli/progress-line.js';
import { say } from '../cli/message.js';
import type { Terminal } from '../cli/terminal.js';
import { versionText } from '../program-version.js';
import { measuredLoad } from '../run/measured-load.js';
import { axisOptionOf } from './axis-option.js';
import { sweepExamples } from './examples.js';
import { type SweepOptions, sweepOptionGroups } from './options.js';
import { checkSize, counted, planSize, sweepRequest } from './plan.js';
import { csvFormat, ndjsonFormat, type RecordFormat } from './record-format.js';
import { hasContent, ResultsFile } from './results-file.js';
import { runSweep } from './run-sweep.js';
import { SweepScenarios } from './scenarios.js';
import { shardOf } from './shard-option.js';
import { sweepCommands } from './run-commands.js';
import { SweepViews } from './views.js';

export const sweepCommand: Command = {
  name: 'sweep',
  summary:
    'Run every combination of settings: each option of run takes a list (150,3000) or range (100..500:100).',
  examples: sweepExamples,
  essentials: [
    'cpus',
    'mem',
    'stressMem',
    'downtime',
    'autoConverge',
    'mode',
    'maxIters',
    'maxTime',
    'host',
    'seed',
    'matrix',
    'repeat',
    'shard',
    'workers',
    'pivot',
    'html',
    'format',
    'output',
    'resume',
  ],
  optionGroups: sweepOptionGroups,
  optionGroupsOf: (args) =>
    strategyOptionGroups(
      strategyIn(args).flatMap((list) => list.split(',')),
      axisOptionOf,
    ),
  execute: async (values, terminal) => {
    const release = holdProfiles();
    return sweep(values as SweepOptions, terminal).finally(release);
  },
};

async function sweep(values: SweepOptions, terminal: Terminal): Promise<ExitCode> {
  const { plan, constants } = sweepRequest(values);
  const shard = shardOf(values.shard, terminal.environment);
  checkSize(plan, values.yes);
  const pointKeys = plan.keys().map(recordKey);
  const format = formatOf(values, pointKeys);
  const hasTable = values.format === 'table' || (format === null && values.pivot.length === 0);
  const views = new SweepViews(values, pointKeys, hasTable, sweepCommands(values, constants));
  checkFiles(values, format);
  const named = new Set([...plan.keys(), ...Object.keys(constants)]);
  const load = await measuredLoad(values.dirtyRate, named, terminal);
  const scenarios = new SweepScenarios(plan, constants, values, load);
  const notes = await checkPoints(scenarios, terminal);
  if (notes === null) return exitCode.interrupted;
  for (const note of notes) say(terminal, `note: ${note}`);
  const size = `sweep: ${planSize(plan)}`;
  const isComplete = await runSweep({
    scenarios,
    shard,
    format,
    views,
    size,
    options: values,
    terminal,
  });
  // A result of nothing would replace the old one.
  if (!isComplete && views.isEmpty) return exitCode.interrupted;
  const lines = [versionText.trim(), size, ...notes];
  await views.show(lines, values.format === 'table' ? values.output : null, terminal);
  if (!isComplete) return exitCode.interrupted;
  if (views.ending === 'lost pages') return exitCode.failure;
  const isRefused = values.requireConvergence && views.ending === 'not converged';
  return isRefused ? exitCode.notConverged : exitCode.done;
}

/** The form in which runs are added one by one; null for a table in the end. */
function formatOf(
  { format, output }: SweepOptions,
  pointKeys: readonly string[],
): RecordFormat | null {
  const standard = output === null ? 'table' : output.endsWith('.csv') ? 'csv' : 'ndjson';
  switch (format ?? standard) {
    case 'ndjson':
      return ndjsonFormat;
    case 'csv':
      return csvFormat(pointKeys);
    case 'table':
      return null;
  }
}

/** @throws InputError if a file cannot be written, or holds something that would be lost */
function checkFiles(options: SweepOptions, format: RecordFormat | null): void {
  const { output, html, resume, overwrite } = options;
  const flag = resume ? '--resume' : '--overwrite';
  if ((resume || overwrite) && output === null) {
    throw new InputError({ subject: flag, problem: 'needs --output FILE' });
  }
  if (resume && overwrite) {
    throw new InputError({ subject: '--resume', problem: 'contradicts --overwrite' });
  }
  if (resume && format === null) {
    throw new InputError({ subject: '--resume', problem: 'needs --format ndjson or csv' });
  }
  if (options.pivot.length > 0 && output === null && format !== null) {
    const problem = `needs --output FILE: ${format.name} and a table do not go to stdout together`;
    throw new InputError({ subject: '--pivot', problem });
  }
  checkOutputFile(html, '--html');
  checkDistinct([
    ['--output', output],
    ['--html', html],
  ]);
  if (output === null) return;
  const isThere = hasContent(output);
  if (isThere) new ResultsFile(output, options).close();
  // What grows in its place needs no other file beside it.
  if (!isThere || format === null) checkOutputFile(output);
}

/** Points that are checked before the first run: what takes about a second. */
const checkedPoints = 10_000;

/**
 * Checks the points before the first run: all of them, or of more than ten thousand some at equal distances, the
 * last among them. The others are checked when it is their turn.
 *
 * @returns what has to be said about the points; null after an interruption
 * @throws InputError naming the point whose settings contradict each other
 */
async function checkPoints(
  scenarios: SweepScenarios,
  { err, ...terminal }: Terminal,
): Promise<string[] | null> {
  const progress = new ProgressLine({ err, ...terminal });
  const { points } = scenarios.plan;
  const checked = Math.min(points, checkedPoints);
  const notes: string[] = [];
  for (let number = 0; number < checked; number++) {
    const index = checked === points ? number : Math.floor((number * (points - 1)) / (checked - 1));
    notes.push(...scenarios.newNotes(index));
    if (number % 256 !== 255) continue;
    progress.show(`checking: ${number + 1} of ${counted(checked, 'point')}`);
    await nextTurn();
    if (!terminal.interruption.aborted) continue;
    progress.clear();
    say({ err }, 'interrupted: no run done');
    return null;
  }
  progress.clear();
  if (checked === points) return notes;
  const rest = 'the others are checked when it is their turn';
  return [...notes, `${checked} of ${points} points were checked before the first run, ${rest}`];
}
