import { expect, test } from 'vitest';
import { summariseValidation } from '../../src/validate/validation-summary.js';
import type { CellValidation } from '../../src/validate/validation-record.js';
import { sampleCell } from './sample-validation.js';

function cell(
  load: string,
  totalError: number,
  downtimeError: number | null,
  changes: Partial<CellValidation> = {},
): CellValidation {
  const { error } = sampleCell();
  return sampleCell({
    load,
    error: {
      ...error,
      total_time_mean_percent: totalError,
      total_time_outside_percent: Math.abs(totalError) > 5 ? 1 : 0,
      downtime_mean_percent: downtimeError,
    },
    ...changes,
  });
}

test('groups are summed up with and without light loads', () => {
  const summaries = summariseValidation([
    cell('light', -9, 30),
    cell('moderate', 2, null),
    cell('heavy', -4, -10, { stress_mem_mb: 5000, verdicts_right: 0 }),
  ]);
  expect(summaries).toMatchObject([
    {
      group: 'predicted',
      loads: 'all',
      cells: 3,
      total_time_mape_percent: 5,
      downtime_mape_percent: 20,
      worst_cell: 'tables, 3000MB, background sync',
      worst_error_percent: -9,
      inside_range_percent: 66.667,
      verdicts_right: 6,
      verdicts: 9,
    },
    {
      group: 'predicted',
      loads: 'without light',
      cells: 2,
      total_time_mape_percent: 3,
      downtime_mape_percent: 10,
      worst_cell: 'tables, 5000MB, background sync',
      worst_error_percent: -4,
      inside_range_percent: 100,
    },
  ]);
});

test('fitted and predicted rows are kept apart, fitted first', () => {
  const groups = summariseValidation([
    cell('light', 1, 1),
    cell('heavy', 1, 1, { group: 'fitted' }),
  ]).map(({ group, loads }) => `${group}, ${loads}`);
  expect(groups).toEqual(['fitted, all', 'fitted, without light', 'predicted, all']);
});
