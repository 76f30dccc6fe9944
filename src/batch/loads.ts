import { renderDocument } from '../documents/answer.js';
import type { CellRuns, ShownFigures } from '../validate/published-figures.js';
import { resultsDocument } from '../results/results-document.js';
import type { RunRecord } from '../results/run-record.js';
import { suiteHost } from '../settings/suite-host.js';
import { InputError } from '../input/input-error.js';
import type { Scenario } from '../engines/scenario.js';
import { type Suite, suiteCells, suiteScenario } from '../settings/suite.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { checkOutputFile } from '../cli/output-file.js';
import { writeOutput, writeResults } from '../cli/results-output.js';
import { runsCode } from '../run/runs-code.js';
import { scenarioNotes } from '../run/model-notes.js';
import { repeated } from '../run/scenarios.js';
import { runPooled } from '../cli/run-pooled.js';
import { say } from '../cli/message.js';
import type { Terminal } from '../cli/terminal.js';
import { SimulationPool } from '../workers/simulation-pool.js';
import { type BatchOptions, givenForAll, givenForComparisons } from './options.js';

/** Runs a suite of loads and modes, and prints its tables. */
export async function runLoads(
  suite: Suite,
  options: BatchOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const given = givenForComparisons(options);
  if (given !== undefined) {
    throw new InputError({
      subject: given,
      problem: `is for guestperf's comparisons; the suite ${suite.name} names its own`,
    });
  }
  const scenarios = suiteScenarios(suite, options);
  checkOutputFile(options.output);
  const shown = await shownFiguresOf(suite, options);
  for (const note of new Set(scenarios.flatMap(scenarioNotes))) {
    say(terminal, `note: ${note}`);
  }
  const pool = new SimulationPool(options.workers);
  const runs = await runPooled(pool, scenarios, terminal).finally(() => pool.close());
  const records = runs.filter((record) => record !== undefined);
  if (records.length === 0) return exitCode.interrupted;
  if (shown !== null) {
    await writeFigures(shown, cellRuns(suite, runs), options, terminal);
  } else {
    await writeResults(resultsDocument(records), options, terminal);
  }
  if (records.length < runs.length) return exitCode.interrupted;
  return runsCode(records, options, terminal);
}

/** The runs of each cell, in the order in which they were asked for. */
function cellRuns(suite: Suite, runs: readonly (RunRecord | undefined)[]): CellRuns[] {
  const cells = suiteCells(suite);
  const repeats = runs.length / cells.length;
  return cells.map(({ load, mode }, index) => ({
    load: load.name,
    mode: mode.name,
    records: runs
      .slice(index * repeats, (index + 1) * repeats)
      .filter((record) => record !== undefined),
  }));
}

/** The figures that a suite is printed beside; null where none are asked for, or the form has no place for them. */
async function shownFiguresOf(
  suite: Suite,
  { format }: BatchOptions,
): Promise<ShownFigures | null> {
  if (suite.figures === undefined || !['table', 'markdown'].includes(format)) return null;
  const { shownFigures } = await import('../validate/published-figures.js');
  return shownFigures(suite.figures, suite);
}

/** Prints the suite's figures beside the published ones. */
async function writeFigures(
  shown: ShownFigures,
  runs: readonly CellRuns[],
  options: BatchOptions,
  terminal: Terminal,
): Promise<void> {
  const { comparePublishedFigures } = await import('../validate/published-figures.js');
  const { publishedFiguresTable } = await import('../validate/published-figures-table.js');
  const document = publishedFiguresTable(comparePublishedFigures(shown, runs));
  const form = options.format === 'table' ? 'table' : 'markdown';
  await writeOutput((style) => renderDocument(() => document, form, style), options, terminal);
}

function suiteScenarios(suite: Suite, options: BatchOptions): Scenario[] {
  const host = suiteHost(suite, options.host);
  const repeats = options.repeat || suite.repeats;
  const firsts = suiteCells(suite).map((cell) =>
    suiteScenario(suite, host, cell, { seed: options.seed, repeat: 1 }, givenForAll(options)),
  );
  return firsts.flatMap((scenario) => repeated(scenario, repeats));
}
