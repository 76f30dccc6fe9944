import { hostProvenance } from './host-provenance.js';
import { loadPublishedReference } from './published-reference.js';
import { type CellPlan, validateCell, type ValidationTarget, validationPlan } from './validate.js';
import { summariseValidation } from './validation-summary.js';
import type { RunRecord } from '../results/run-record.js';
import { validationAnswer } from './validation-answer.js';
import { type CellValidation, validationDocument } from './validation-record.js';
import { knownName } from '../input/known-name.js';
import { standInOf } from './stand-in.js';
import { suiteHost } from '../settings/suite-host.js';
import { InputError } from '../input/input-error.js';
import { loadSuite, publishedSuites } from '../settings/suite-file.js';
import { writeAnswer } from '../cli/results-output.js';
import { runPooled } from '../cli/run-pooled.js';
import type { Terminal } from '../cli/terminal.js';
import type { SimulationPool } from '../workers/simulation-pool.js';
import type { GatedError } from './command.js';
import type { ValidateOptions } from './options.js';

/** What modes are called and mean in tables that no shipped suite is of. */
const usualSuite = 'cover-letter-v1';

/** Simulates published tables and prints both; cells that an interruption cut off are left out. */
export async function validatePublished(
  options: ValidateOptions,
  terminal: Terminal,
  pool: SimulationPool,
): Promise<{ readonly errors: readonly GatedError[]; readonly isComplete: boolean }> {
  const seeds = Array.from({ length: options.seeds }, (_, index) => String(index + 1));
  const targets = targetsOf(options);
  const plans = targets.flatMap((target) =>
    validationPlan(target, seeds, options.uncertain === true),
  );
  const scenarios = plans.flatMap((plan) => plan.scenarios);
  const records = await runPooled(pool, scenarios, terminal);
  const cells = validateCells(plans, records);
  const summaries = summariseValidation(cells);
  const hosts = targets.map(({ host, reference }) => hostProvenance(reference.name, host));
  const document = validationDocument(options.seeds, hosts, cells, summaries);
  if (cells.length > 0) await writeAnswer(validationAnswer(document), options, terminal);
  const errors = summaries
    .filter(({ loads }) => loads === 'all')
    .map((summary) => ({
      of: `${summary.group} rows`,
      percent: summary.total_time_mape_percent,
    }));
  return { errors, isComplete: cells.length === plans.length };
}

function validateCells(
  plans: readonly CellPlan[],
  records: readonly (RunRecord | undefined)[],
): CellValidation[] {
  let begin = 0;
  return plans.flatMap((plan) => {
    const runs = records.slice(begin, begin + plan.scenarios.length);
    begin += plan.scenarios.length;
    const done = runs.filter((run) => run !== undefined);
    return done.length === runs.length ? [validateCell(plan, done)] : [];
  });
}

/** The cover letters' tables that are asked for, with their suites and hosts. */
export function targetsOf(options: ValidateOptions): ValidationTarget[] {
  const published = publishedSuites();
  const names =
    options.reference === null ? published.map((suite) => suite.reference) : [options.reference];
  const standIn = standInOf(options);
  const targets = names.map((name) => {
    const reference = loadPublishedReference(name);
    const own = published.find((suite) => suite.reference === reference.name);
    const suite =
      options.suite === null ? (own ?? loadSuite(usualSuite)) : loadSuite(options.suite);
    const isOwn = suite.reference === reference.name;
    if (options.host === null && !isOwn) throw unknownHost();
    return { reference, suite, host: suiteHost(suite, options.host), standIn };
  });
  return options.mode === null ? targets : ofMode(targets, options.mode);
}

/** Only the rows of a mode; tables without it are left out. @throws InputError if none has it */
function ofMode(targets: readonly ValidationTarget[], mode: string): ValidationTarget[] {
  const modes = targets.flatMap(({ reference }) => reference.cells.map((cell) => cell.mode));
  knownName(mode, [...new Set(modes)], {
    subject: '--mode',
    problem: 'is not a mode of the tables',
  });
  return targets.flatMap((target) => {
    const cells = target.reference.cells.filter((cell) => cell.mode === mode);
    return cells.length === 0 ? [] : [{ ...target, reference: { ...target.reference, cells } }];
  });
}

/** The host of a suite says nothing about tables of another test bed. */
function unknownHost(): InputError {
  return new InputError({
    subject: '--host',
    problem: 'missing: no shipped suite is of these tables, so their hosts are not known',
  });
}
