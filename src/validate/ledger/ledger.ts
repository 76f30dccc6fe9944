import type { RunRecord } from '../../results/run-record.js';
import { writeAnswer } from '../../cli/results-output.js';
import { runPooled } from '../../cli/run-pooled.js';
import type { Terminal } from '../../cli/terminal.js';
import type { SimulationPool } from '../../workers/simulation-pool.js';
import type { GatedError } from '../command.js';
import type { ValidateOptions } from '../options.js';
import { targetsOf } from '../published.js';
import { publishedSuites } from '../../settings/suite-file.js';
import { shippedTables } from '../published-table.js';
import { givenLoad, recordedHost, type RecordingFile, recordingFiles } from '../recorded.js';
import { type CellPlan, validateCell, validationPlan } from '../validate.js';
import { coverLetterRow } from './cover-letter-rows.js';
import { ledgerAnswer } from './ledger-answer.js';
import { figureErrors, ledgerEntries } from './ledger-entries.js';
import { type HostUse, ledgerHosts } from './ledger-hosts.js';
import { ledgerDocument, type LedgerRow } from './ledger-record.js';
import { recordedRow } from './recorded-rows.js';
import { type TablePlan, tablePlan } from './table-plan.js';
import { tableRows } from './table-rows.js';

/** What a ledger is made of. */
interface LedgerPlan {
  readonly cells: readonly CellPlan[];
  readonly tables: readonly TablePlan[];
  readonly recordings: readonly RecordingFile[];
}

/** Simulates all that others have published, and prints what that says of each feature. */
export async function validateLedger(
  options: ValidateOptions,
  terminal: Terminal,
  pool: SimulationPool,
): Promise<{ readonly errors: readonly GatedError[]; readonly isComplete: boolean }> {
  const plan = ledgerPlan(options);
  const scenarios = [
    ...plan.cells.flatMap((cell) => cell.scenarios),
    ...plan.tables.flatMap(({ rows }) => rows.flatMap((row) => row.scenarios)),
  ];
  const runs = await runPooled(pool, scenarios, terminal);
  const records = runs.filter((record) => record !== undefined);
  if (records.length < runs.length) return { errors: [], isComplete: false };
  const rows = [...ranRows(plan, records), ...recordedRows(plan, options)];
  const document = ledgerDocument({
    rows,
    ledger: ledgerEntries(rows, options.reference === null),
    hosts: ledgerHosts(hostUses(plan, options)),
    causes: plan.tables.flatMap(({ suite, table }) =>
      suite?.suspectedCause === undefined
        ? []
        : [{ record: 'cause', table: table.name, suspected_cause: suite.suspectedCause }],
    ),
  });
  await writeAnswer(ledgerAnswer(document), options, terminal);
  const predicted = rows.filter(({ evidence }) => evidence === 'predicted');
  const total = figureErrors(predicted).find(({ figure }) => figure === 'total_time_ms');
  const percent = total?.mape_percent ?? null;
  const errors = percent === null ? [] : [{ of: 'predicted rows', percent }];
  return { errors, isComplete: true };
}

/** All that is shipped, or the one table that is asked for. */
function ledgerPlan(options: ValidateOptions): LedgerPlan {
  const { host, recorded, reference, suite } = options;
  const letters = publishedSuites().map((each) => each.reference);
  const isLetter = reference !== null && letters.includes(reference);
  const seeds = Array.from({ length: options.seeds }, (_, index) => String(index + 1));
  // The host is that of the recordings where there are any.
  const choices = { suite, host: recorded.length === 0 ? host : null };
  const own = { ...options, host: choices.host };
  const cells = reference === null || isLetter ? targetsOf(own) : [];
  const tables = reference === null ? shippedTables() : isLetter ? [] : [reference];
  return {
    cells: cells.flatMap((target) => validationPlan(target, seeds)),
    tables: tables.map((name) => tablePlan(name, choices)),
    recordings: recordingFiles(options),
  };
}

function ranRows({ cells, tables }: LedgerPlan, records: readonly RunRecord[]): LedgerRow[] {
  let begin = 0;
  const next = (count: number): readonly RunRecord[] => {
    begin += count;
    return records.slice(begin - count, begin);
  };
  return [
    ...cells.map((cell) => coverLetterRow(validateCell(cell, next(cell.scenarios.length)), cell)),
    ...tables.flatMap((plan) =>
      tableRows(
        plan,
        plan.rows.map((row) => ({ ...row, records: next(row.scenarios.length) })),
      ),
    ),
  ];
}

function recordedRows({ recordings }: LedgerPlan, options: ValidateOptions): LedgerRow[] {
  if (recordings.length === 0) return [];
  const host = recordedHost(options);
  const load = givenLoad(options);
  return recordings.map(({ path, text }) => recordedRow(path, text, host, load));
}

function hostUses({ cells, recordings, tables }: LedgerPlan, options: ValidateOptions): HostUse[] {
  return [
    ...cells.map(({ target }) => ({
      host: target.host,
      table: target.reference.name,
      suite: target.suite,
    })),
    ...tables.flatMap(({ host, suite, table }) =>
      host === null ? [] : [{ host, table: table.name, suite }],
    ),
    ...(recordings.length === 0
      ? []
      : [{ host: recordedHost(options), table: 'recordings', suite: null }]),
  ];
}
