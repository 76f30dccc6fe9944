import {
  type CellValidation,
  type LoadSelection,
  loadSelections,
  type ValidationGroup,
  validationGroups,
  type ValidationSummary,
} from './validation-record.js';
import { meanAbsolute, toThousandths } from '../statistics/relative-error.js';

/** Sums cells up by group, with and without the light loads; groups without cells are left out. */
export function summariseValidation(cells: readonly CellValidation[]): ValidationSummary[] {
  return validationGroups.flatMap((group) =>
    loadSelections.flatMap((loads) => {
      const selected = cells.filter(
        (cell) => cell.group === group && (loads === 'all' || cell.load !== 'light'),
      );
      return selected.length === 0 ? [] : [summary(group, loads, selected)];
    }),
  );
}

function summary(
  group: ValidationGroup,
  loads: LoadSelection,
  cells: readonly CellValidation[],
): ValidationSummary {
  const worst = cells.reduce((a, b) => (errorOf(b) > errorOf(a) ? b : a));
  const downtimes = cells.flatMap(({ error }) =>
    error.downtime_mean_percent === null ? [] : [error.downtime_mean_percent],
  );
  const inside = cells.filter(({ error }) => error.total_time_outside_percent === 0);
  return {
    record: 'summary',
    group,
    loads,
    cells: cells.length,
    total_time_mape_percent: meanAbsolute(cells.map(({ error }) => error.total_time_mean_percent)),
    downtime_mape_percent: downtimes.length === 0 ? null : meanAbsolute(downtimes),
    worst_cell: `${worst.reference}, ${worst.stress_mem_mb}MB, ${worst.mode}`,
    worst_error_percent: worst.error.total_time_mean_percent,
    inside_range_percent: toThousandths((inside.length / cells.length) * 100),
    verdicts_right: cells.reduce((sum, cell) => sum + cell.verdicts_right, 0),
    verdicts: cells.reduce((sum, cell) => sum + cell.verdicts, 0),
  };
}

function errorOf({ error }: CellValidation): number {
  return Math.abs(error.total_time_mean_percent);
}
