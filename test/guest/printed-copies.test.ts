import { expect, test } from 'vitest';
import { PrintedCopies } from '../../src/guest/printed-copies.js';
import { PAGES_PER_MIB } from '../../src/memory/units.js';
import { ns } from '../../src/sim/time.js';
import { WorkBudget } from '../../src/sim/work-budget.js';

test('the first line after 1025 MiB, each other one after 1024, however the visits are cut', () => {
  const lines = new PrintedCopies(new WorkBudget());
  let ranFor = 100;
  for (const mib of [1024, 0.5, 0.5, 3000, 95]) {
    lines.visit(mib * PAGES_PER_MIB, ns(2), ns(ranFor));
    ranFor += mib * PAGES_PER_MIB * 2;
  }
  const expected = [1025, 2049, 3073, 4097].map((mib) => 100 + 2 * mib * PAGES_PER_MIB);
  expect(lines.runTimes).toEqual(expected);
  // 4120 MiB in all: the next one is due in 1001.
  lines.visit(1001 * PAGES_PER_MIB - 1, ns(2), ns(ranFor));
  expect(lines.runTimes).toHaveLength(4);
  lines.visit(1, ns(2), ns(0));
  expect(lines.runTimes.at(-1)).toBe(2);
});
