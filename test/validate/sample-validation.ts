import type { HostProvenance } from '../../src/validate/host-provenance.js';
import type {
  CellValidation,
  RunsSummary,
  Spread,
  ValidationSummary,
} from '../../src/validate/validation-record.js';

function spread(...values: number[]): Spread {
  const [min, median, max] = values.toSorted((a, b) => a - b);
  return { mean: median, median, min, max };
}

function runs(total: Spread, downtime: Spread): RunsSummary {
  return {
    runs: 3,
    completed: 3,
    total_time_ms: total,
    downtime_ms: downtime,
    iterations: spread(24, 25, 26),
    max_throttle_percent: spread(99, 99, 99),
  };
}

/** The published cell of 3000 MB, and a simulation that takes 1 % longer. */
export function sampleCell(changes: Partial<CellValidation> = {}): CellValidation {
  const rows = [
    [404398, 515, 26],
    [392552, 528, 25],
    [400113, 447, 24],
  ];
  return {
    record: 'cell',
    reference: 'tables',
    host: 'hosts',
    version: '9.1',
    mode: 'background sync',
    load: 'moderate',
    stress_mem_mb: 3000,
    group: 'predicted',
    published_rows: rows.map(([total_time_ms, downtime_ms, iterations]) => ({
      total_time_ms,
      downtime_ms,
      iterations,
      max_throttle_percent: 99,
    })),
    published: runs(spread(392552, 400113, 404398), spread(447, 515, 528)),
    simulated: runs(spread(399000.4, 404000.6, 410000), spread(480, 490, 500)),
    error: {
      total_time_percent: 1.243,
      total_time_mean_percent: 1.1,
      total_time_outside_percent: 0,
      downtime_percent: -1.3,
      downtime_mean_percent: -1.2,
      iterations: -0.04,
      iterations_outside: 0,
      max_throttle_percent: 0,
    },
    verdicts_right: 3,
    verdicts: 3,
    ...changes,
  };
}

export const sampleSummary: ValidationSummary = {
  record: 'summary',
  group: 'predicted',
  loads: 'all',
  cells: 1,
  total_time_mape_percent: 1.1,
  downtime_mape_percent: null,
  worst_cell: 'tables, 3000MB, background sync',
  worst_error_percent: 1.1,
  inside_range_percent: 100,
  verdicts_right: 3,
  verdicts: 3,
};

export const sampleHost: HostProvenance = {
  record: 'host',
  reference: 'tables',
  host: 'hosts',
  measured: 2,
  published: 0,
  benchmark: 3,
  fitted: 5,
  assumed: 19,
  not_identifiable: 2,
};
