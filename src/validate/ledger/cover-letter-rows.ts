import type { CellPlan } from '../validate.js';
import type { CellValidation } from '../validation-record.js';
import { featuresOf } from './features.js';
import type { LedgerFigure, LedgerRow } from './ledger-record.js';

/** A cell of the cover letters' tables as a row of the ledger. */
export function coverLetterRow(cell: CellValidation, { scenarios }: CellPlan): LedgerRow {
  const { error, published, simulated } = cell;
  return {
    record: 'row',
    table: cell.reference,
    load: `${cell.stress_mem_mb} MB`,
    mode: cell.mode,
    evidence: cell.group,
    because: null,
    engine: scenarios[0].vmm,
    host: cell.host,
    version: cell.version,
    features: [...featuresOf(scenarios[0])],
    completes_published: true,
    completes_simulated: cell.verdicts_right === cell.verdicts,
    figures: [
      figure(
        'total_time_ms',
        published.total_time_ms,
        simulated.total_time_ms,
        error.total_time_mean_percent,
      ),
      ...(published.downtime_ms === null
        ? []
        : [
            figure(
              'downtime_ms',
              published.downtime_ms,
              simulated.downtime_ms,
              error.downtime_mean_percent,
            ),
          ]),
    ],
  };
}

type Spread = CellValidation['published']['total_time_ms'];

function figure(
  name: string,
  published: Spread,
  simulated: Spread | null,
  error: number | null,
): LedgerFigure {
  return {
    name,
    published_from: published.min,
    published_to: published.max,
    simulated: simulated?.mean ?? null,
    error_percent: error,
  };
}
