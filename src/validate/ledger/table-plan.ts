import type { Scenario } from '../../engines/scenario.js';
import { InputError } from '../../input/input-error.js';
import { knownName } from '../../input/known-name.js';
import type { HostProfile } from '../../profiles/host-profile.js';
import { suiteHost } from '../../settings/suite-host.js';
import { repeated } from '../../run/scenarios.js';
import { loadAnySuite, loadSuite, shippedSuites } from '../../settings/suite-file.js';
import { type Suite, suiteScenario } from '../../settings/suite.js';
import { engineFeatures } from './features.js';
import { loadPublishedTable, type PublishedRow, type PublishedTable } from '../published-table.js';

/** A row of a published table, and the runs that are made for it; none where it is not modelled. */
export interface RowPlan {
  readonly row: PublishedRow;
  readonly scenarios: readonly Scenario[];
}

/** A published table, what reproduces it, and its rows. */
export interface TablePlan {
  readonly table: PublishedTable;
  /** Null if nothing of the table is modelled. */
  readonly suite: Suite | null;
  readonly host: HostProfile | null;
  readonly rows: readonly RowPlan[];
}

/** What stands in for the suite and the host of a table; null for its own. */
export interface PlanChoices {
  readonly suite: string | null;
  readonly host: string | null;
}

/**
 * What has to be simulated for a published table.
 *
 * @param reference its name or path
 * @throws InputError if table, suite and host do not fit together, naming the file and the JSON path
 */
export function tablePlan(reference: string, choices: PlanChoices): TablePlan {
  const table = loadPublishedTable(reference);
  if (table.rows.every(({ notModelled }) => notModelled !== undefined)) {
    const rows = table.rows.map((row) => ({ row, scenarios: [] }));
    return { table, suite: null, host: null, rows };
  }
  const suite = choices.suite === null ? suiteOf(table) : loadSuite(choices.suite);
  const host = suiteHost(suite, choices.host);
  const rows = table.rows.map((row, index) => ({
    row,
    scenarios:
      row.notModelled === undefined ? rowScenarios(reference, suite, host, row, index) : [],
  }));
  return { table, suite, host, rows };
}

function rowScenarios(
  file: string,
  suite: Suite,
  host: HostProfile,
  row: PublishedRow,
  index: number,
): Scenario[] {
  const part = (key: 'load' | 'mode'): Suite['loads'][number] => {
    const parts = suite[`${key}s`];
    const names = parts.map(({ name }) => name);
    const problem = `is not a ${key} of the suite ${suite.name}`;
    const known = { subject: `rows[${index}].${key}`, problem, file };
    return parts[names.indexOf(knownName(row[key], names, known))];
  };
  const cell = { load: part('load'), mode: part('mode') };
  const scenario = suiteScenario(suite, host, cell, { seed: '1', repeat: 1 });
  for (const [at, feature] of (row.evidenceOf ?? []).entries()) {
    const subject = `rows[${index}].evidenceOf[${at}]`;
    const problem = `is not a feature of ${scenario.vmm}`;
    knownName(feature, engineFeatures[scenario.vmm], { subject, problem, file });
  }
  return repeated(scenario, suite.repeats);
}

let suites: readonly Suite[] | null = null;

/** The shipped suite that reproduces a table. */
function suiteOf({ name }: PublishedTable): Suite {
  suites ??= shippedSuites()
    .map(loadAnySuite)
    .flatMap((each) => (each.kind === 'loads' ? [each.suite] : []));
  const own = suites.find(({ figures }) => figures === name);
  if (own !== undefined) return own;
  throw new InputError({
    subject: '--suite',
    problem: `missing: no shipped suite is of the table ${name}, so its loads and modes are not known`,
  });
}
