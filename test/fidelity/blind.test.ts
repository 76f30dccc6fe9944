import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ValidationDocument } from '../../src/validate/validation-record.js';

/** What `validate` says, as `baselines.deep.test.ts` holds it to the byte. */
const { summary } = JSON.parse(
  readFileSync('results/baselines/validate.json', 'utf8'),
) as ValidationDocument;

/** Today's figures, rounded up: whoever writes the baseline anew does not make them worse unnoticed. */
test.each([
  ['fitted', 'all', 1.1, 4.7],
  ['fitted', 'without light', 0.9, 2.9],
  ['predicted', 'all', 7.6, 13.6],
  ['predicted', 'without light', 10.2, 10],
] as const)('%s rows, %s: no worse than they were', (group, loads, total, downtime) => {
  const found = summary.find((row) => row.group === group && row.loads === loads)!;
  expect(found.total_time_mape_percent).toBeLessThan(total);
  expect(found.downtime_mape_percent).toBeLessThan(downtime);
  expect(found.verdicts_right).toBe(found.verdicts);
});
