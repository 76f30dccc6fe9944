import { type Vmm, vmms } from '../../engines/scenario.js';
import { meanAbsolute } from '../../statistics/relative-error.js';
import { engineFeatures } from './features.js';
import { type Evidence, evidences, type LedgerEntry, type LedgerRow } from './ledger-record.js';

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

/** The mean absolute error of each figure that has one. */
export function figureErrors(rows: readonly LedgerRow[]): LedgerEntry['errors'] {
  const names = new Set(rows.flatMap(({ figures }) => figures.map(({ name }) => name)));
  return [...names].flatMap((figure) => {
    const errors = rows.flatMap(({ figures }) =>
      figures.flatMap(({ error_percent, name }) =>
        name === figure && error_percent !== null ? [error_percent] : [],
      ),
    );
    if (errors.length === 0) return [];
    return [{ figure, rows: errors.length, mape_percent: meanAbsolute(errors) }];
  });
}
