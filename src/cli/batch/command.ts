import { publishedFigures } from '../../analysis/published-figures.js';
import { renderPublishedFigures } from '../../report/published-figures.js';
import { renderResults } from '../../report/result-format.js';
import { resultsDocument } from '../../report/results-document.js';
import type { RunRecord } from '../../report/run-record.js';
import { neverReleased } from '../../scenario/convergence-mode.js';
import { loadHostProfile } from '../../scenario/host-profile-file.js';
import { InputError } from '../../scenario/input-error.js';
import type { Scenario } from '../../scenario/scenario.js';
import { loadSuite, shippedSuites } from '../../scenario/suite-file.js';
import { checkSuite, suiteCells, suiteScenario } from '../../scenario/suite-scenario.js';
import { unreleasedTransfer } from '../../scenario/transfer.js';
import type { Suite } from '../../scenario/suite.js';
import type { Command } from '../command.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { checkOutputFile } from '../output-file.js';
import { writeOutput } from '../results-output.js';
import { runPooled } from '../run-pooled.js';
import type { Terminal } from '../terminal.js';
import { SimulationPool } from '../workers/simulation-pool.js';
import { type BatchOptions, batchOptionGroups } from './options.js';

export const batchCommand: Command = {
  name: 'batch',
  summary: 'Run a suite, every load in every mode, and print its tables.',
  examples: [
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
  const suite = loadSuite(options.suite ?? missingSuite());
  const scenarios = suiteScenarios(suite, options);
  if (options.output !== null) await checkOutputFile(options.output);
  for (const note of new Set(scenarios.flatMap(unreleasedNotes))) {
    terminal.err.write(`note: ${note}\n`);
  }
  const pool = new SimulationPool(options.workers);
  const runs = await runPooled(pool, scenarios, terminal).finally(() => pool.close());
  const records = runs.filter((record) => record !== undefined);
  await writeOutput(
    async (style) => {
      const results = await renderResults(resultsDocument(records), options.format, style);
      if (options.format !== 'table') return results;
      return results + renderPublishedFigures(publishedFigures(suite, records), style);
    },
    options,
    terminal,
  );
  if (records.length < runs.length) return exitCode.interrupted;
  return verdict(records, options);
}

function unreleasedNotes({ migration, transfer, version }: Scenario): string[] {
  const convergence = neverReleased(migration);
  return [
    ...convergence.map((what) => `${what}: proposed, never in a release`),
    ...unreleasedTransfer(transfer, version),
  ];
}

function missingSuite(): never {
  throw new InputError({
    subject: '--suite',
    problem: 'missing',
    allowed: `${shippedSuites().join(', ')}, or the path of a suite file`,
  });
}

function suiteScenarios(suite: Suite, options: BatchOptions): Scenario[] {
  const host = loadHostProfile(options.host ?? suite.host);
  checkSuite(suite, host);
  const repeats = options.repeat || suite.repeats;
  return suiteCells(suite).flatMap((cell) =>
    Array.from({ length: repeats }, (_, index) =>
      suiteScenario(suite, host, cell, { seed: options.seed, repeat: index + 1 }),
    ),
  );
}

function verdict(records: readonly RunRecord[], options: BatchOptions): ExitCode {
  const converged = records.every(({ status }) => status === 'completed');
  return options.requireConvergence && !converged ? exitCode.notConverged : exitCode.done;
}
