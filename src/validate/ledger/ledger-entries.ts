import { type Vmm, vmms } from '../../engines/scenario.js';
import { meanAbsolute } from '../../statistics/relative-error.js';
import { engineFeatures } from './features.js';
import {
  type Evidence,
  evidences,
  type LedgerEntry,
  type LedgerFigure,
  type LedgerRow,
} from './ledger-record.js';

/**
 * What is known of each feature of each engine, by kind of evidence.
 *
 * @param isWhole whether the rows are all that there are: then features without any are there as well
 */
export function ledgerEntries(rows: readonly LedgerRow[], isWhole: boolean): LedgerEntry[] {
  return vmms.flatMap((engine) =>
    engineFeatures[engine].flatMap((feature): LedgerEntry[] => {
      const of = rows.filter((row) => row.engine === engine && row.features.includes(feature));
      const known = evidences.flatMap((evidence) => entries(engine, feature, evidence, of));
      return known.length > 0 || !isWhole ? known : [entry(engine, feature, null, [])];
    }),
  );
}

function entries(
  engine: Vmm,
  feature: string,
  evidence: Evidence,
  rows: readonly LedgerRow[],
): LedgerEntry[] {
  const own = rows.filter((row) => row.evidence === evidence);
  return own.length === 0 ? [] : [entry(engine, feature, evidence, own)];
}

function entry(
  engine: Vmm,
  feature: string,
  evidence: Evidence | null,
  rows: readonly LedgerRow[],
): LedgerEntry {
  const ended = rows.filter(({ completes_published }) => completes_published !== null);
  const right = ended.filter((row) => row.completes_simulated === row.completes_published);
  return {
    record: 'entry',
    engine,
    feature,
    evidence,
    rows: rows.length,
    errors: figureErrors(rows),
    endings: ended.length,
    endings_right: right.length,
    tables: [...new Set(rows.map(({ table }) => table))],
  };
}

/** How far off each figure is. */
export function figureErrors(rows: readonly LedgerRow[]): LedgerEntry['errors'] {
  const figures = rows.flatMap((row) => row.figures.filter(({ simulated }) => simulated !== null));
  const names = [...new Set(figures.map(({ name }) => name))];
  return names.map((figure) => {
    const own = figures.filter(({ name }) => name === figure);
    const errors = own.flatMap(({ error_percent: error }) => (error === null ? [] : [error]));
    return {
      figure,
      rows: own.length,
      within: own.filter(isWithin).length,
      mape_percent: errors.length === 0 ? null : meanAbsolute(errors),
    };
  });
}

/** Whether ours lies between the least and the largest that were published. */
export function isWithin({ published_from, published_to, simulated }: LedgerFigure): boolean {
  return simulated !== null && simulated >= published_from && simulated <= published_to;
}
