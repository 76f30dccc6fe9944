import { type Answer, flatAnswer } from '../../documents/answer.js';
import {
  column,
  type Document,
  groupedTable,
  list,
  section,
  table,
} from '../../documents/document.js';
import { figure, signedOr } from '../../documents/number-format.js';
import { isWithin } from './ledger-entries.js';
import type {
  LedgerDocument,
  LedgerEntry,
  LedgerFigure,
  LedgerHost,
  LedgerRow,
} from './ledger-record.js';

/** The ledger in all its forms. NDJSON has the rows, then the entries, hosts and causes; CSV has the entries. */
export function ledgerAnswer(ledger: LedgerDocument): Answer {
  const { causes, hosts, ledger: entries, rows } = ledger;
  return {
    ...flatAnswer(ledger, entries, () => documentOf(ledger)),
    records: () => [...rows, ...entries, ...hosts, ...causes],
  };
}

function documentOf({ causes, hosts, ledger, rows }: LedgerDocument): Document {
  return [
    section('ledger', [table(entryColumns, ledger.map(entryCells))]),
    section('rows', [groupedTable(rowColumns, rows.map(rowCells))]),
    section('hosts', [table(hostColumns, hosts.map(hostCells))]),
    ...listed('patterns, and what is not modelled', reasons(rows)),
    ...listed(
      'suspected causes',
      causes.map((cause) => `${cause.table}: ${cause.suspected_cause}`),
    ),
  ];
}

function listed(title: string, items: readonly string[]): Document {
  return items.length === 0 ? [] : [section(title, [list(items)])];
}

function reasons(rows: readonly LedgerRow[]): readonly string[] {
  const said = rows.flatMap(({ because, evidence, table: name }) =>
    because === null ? [] : [`${name} (${evidence}): ${because}`],
  );
  return [...new Set(said)];
}

const entryColumns = [
  column('engine', 'text'),
  column('feature', 'text'),
  column('evidence', 'text'),
  column('rows'),
  column('totaltime\nMAPE'),
  column('downtime\nMAPE'),
  column('other figures\n(MAPE)', 'text', { wrapWidth: 26 }),
  column('endings\nright'),
  column('tables', 'text', { wrapWidth: 30 }),
];

function entryCells(entry: LedgerEntry): string[] {
  const { endings, endings_right, engine, evidence, feature, rows, tables } = entry;
  if (evidence === null) {
    return [engine, feature, 'nobody has published one', '', '', '', '', '', ''];
  }
  const others = entry.errors.filter(({ figure: name }) => !timesOf.includes(name));
  return [
    engine,
    feature,
    evidence,
    String(rows),
    ...timesOf.map((name) => errorText(entry, name)),
    others.map(otherText).join(', '),
    endings === 0 ? '-' : `${endings_right}/${endings}`,
    tables.join(', '),
  ];
}

const timesOf = ['total_time_ms', 'downtime_ms'];

function errorText({ errors }: LedgerEntry, name: string): string {
  const percent = errors.find(({ figure: own }) => own === name)?.mape_percent ?? null;
  return percent === null ? '-' : `${percent.toFixed(1)}%`;
}

function otherText({
  figure: name,
  mape_percent,
  rows,
  within,
}: LedgerEntry['errors'][number]): string {
  return mape_percent === null
    ? `${name} ${within}/${rows} within`
    : `${name} ${mape_percent.toFixed(1)}%`;
}

const rowColumns = [
  column('table', 'text', { wrapWidth: 26, isShared: true }),
  column('load', 'text', { wrapWidth: 24, isShared: true }),
  column('mode', 'text', { wrapWidth: 24, isShared: true }),
  column('evidence', 'text', { isShared: true }),
  column('figure', 'text'),
  column('published'),
  column('ours'),
  column('off'),
];

function rowCells(row: LedgerRow): string[][] {
  const { completes_published, completes_simulated, evidence, load, mode } = row;
  const head = [row.table, load, mode, evidence];
  const ending = [
    ...head,
    'ends by itself',
    ...[completes_published, completes_simulated].map(endingText),
    completes_published === completes_simulated ? 'right' : 'WRONG',
  ];
  const isJudged = completes_published !== null && completes_simulated !== null;
  const isTold = row.figures.length === 0 || completes_published !== completes_simulated;
  return [
    ...row.figures.map((each) => [...head, ...figureCells(each)]),
    ...(isJudged && isTold ? [ending] : []),
  ];
}

function endingText(completes: boolean | null): string {
  if (completes === null) return '-';
  return completes ? 'yes' : 'no';
}

function figureCells(of: LedgerFigure): string[] {
  const { error_percent, name, published_from: from, published_to: to, simulated } = of;
  const none = isWithin(of) ? 'within' : '-';
  return [
    name,
    from === to ? figure(from) : `${figure(from)}..${figure(to)}`,
    simulated === null ? '-' : figure(simulated),
    signedOr(none, error_percent, '%'),
  ];
}

const hostColumns = [
  column('host', 'text'),
  column('free\nnumbers'),
  column('fitted', 'text', { wrapWidth: 28 }),
  column('chosen', 'text', { wrapWidth: 28 }),
  column('taken for granted by the suite', 'text', { wrapWidth: 36 }),
  column('measured,\npublished'),
  column('tables', 'text', { wrapWidth: 28 }),
];

function hostCells(host: LedgerHost): string[] {
  return [
    host.host,
    String(host.free_numbers),
    host.fitted.join(', '),
    host.chosen.join(', '),
    host.suite_assumes.join('; '),
    `${host.measured}, ${host.published}`,
    host.tables.join(', '),
  ];
}
