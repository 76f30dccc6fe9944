import type { RunRecord } from '../../results/run-record.js';
import { percentOff, toThousandths } from '../../statistics/relative-error.js';
import { type FigureName, figureNames, simulatedFigure } from '../figures.js';
import { isFittedOn } from '../fitted-rows.js';
import { type PublishedRow, publishedSpan } from '../published-table.js';
import { featuresOf } from './features.js';
import type { Evidence, LedgerFigure, LedgerRow } from './ledger-record.js';
import type { RowPlan, TablePlan } from './table-plan.js';

/** A row of a table with the records of its runs. */
export interface RanRow extends RowPlan {
  readonly records: readonly RunRecord[];
}

/** The rows of a table beside what the runs say. */
export function tableRows(plan: TablePlan, ran: readonly RanRow[]): LedgerRow[] {
  return ran.map(({ records, row, scenarios }) => {
    const [scenario] = scenarios;
    const kind = evidenceOf(plan, row);
    const base = kind === 'pattern' ? patternBase(ran, row) : null;
    return {
      record: 'row',
      table: plan.table.name,
      load: row.load,
      mode: row.mode,
      evidence: kind,
      because: row.notModelled ?? leavesOpen(plan, row),
      engine: scenario?.vmm ?? null,
      host: scenario === undefined ? null : scenario.host.name,
      version: scenario?.version ?? null,
      features: scenario === undefined ? [] : [...(row.evidenceOf ?? featuresOf(scenario))],
      completes_published: row.completes ?? null,
      completes_simulated:
        records.length === 0 ? null : records.every(({ status }) => status === 'completed'),
      figures: figureNames.flatMap((name) => figureOf(name, row, records, kind, base)),
    };
  });
}

function evidenceOf(plan: TablePlan, row: PublishedRow): Evidence {
  if (row.notModelled !== undefined || plan.host === null) return 'not-modelled';
  if (leavesOpen(plan, row) !== null) return 'pattern';
  return isFittedOn(plan.host, plan.table.name, row.mode) ? 'fitted' : 'predicted';
}

function leavesOpen({ table }: TablePlan, row: PublishedRow): string | null {
  return row.leavesOpen ?? table.leavesOpen ?? null;
}

/** The row that a pattern is compared with: the first of its load. It is compared with nothing itself. */
function patternBase(ran: readonly RanRow[], row: PublishedRow): RanRow | null {
  const first = ran.find((each) => each.row.load === row.load && each.records.length > 0);
  return first === undefined || first.row === row ? null : first;
}

function figureOf(
  name: FigureName,
  row: PublishedRow,
  records: readonly RunRecord[],
  kind: Evidence,
  base: RanRow | null,
): LedgerFigure[] {
  const published = publishedSpan(row, name);
  if (published === null) return [];
  const simulated = simulatedFigure(name, records);
  // From nothing to something has no middle that an error could be relative to.
  const isRelative = simulated !== null && published.from > 0;
  const theirs = (published.from + published.to) / 2;
  return [
    {
      name,
      published_from: published.from,
      published_to: published.to,
      simulated: simulated === null ? null : toThousandths(simulated),
      error_percent: isRelative ? errorOf({ ours: simulated, theirs }, name, kind, base) : null,
    },
  ];
}

function errorOf(
  { ours, theirs }: { readonly ours: number; readonly theirs: number },
  name: FigureName,
  kind: Evidence,
  base: RanRow | null,
): number | null {
  if (kind !== 'pattern') return percentOff(ours, theirs);
  const span = base && publishedSpan(base.row, name);
  const ourBase = base && simulatedFigure(name, base.records);
  if (span === null || ourBase === null) return null;
  return percentOff(ours / ourBase, theirs / ((span.from + span.to) / 2));
}
