import { expect, test } from 'vitest';
import { oracleLine } from '../../src/run/oracle-line.js';
import { cancelledRun, completedRun } from '../results/sample-results.js';

test('is silent where the oracle was not asked', () => {
  expect(oracleLine(completedRun())).toBeNull();
});

test('names the first lost page, its write and the sync that missed it', () => {
  const lost = { page: 7, writtenAtMs: 20, sentAtMs: 10, missedBySyncAtMs: 30 };
  const oracle = { pagesChecked: 100, lostPages: 2, examples: [lost] };
  expect(oracleLine(completedRun({ oracle }))).toBe(
    'verify: ramsize 3000MB, repeat 1: 100 pages checked, 2 LOST ' +
      '(page 7: written at 20 ms, last sent at 10 ms, missed by the sync at 30 ms)',
  );
});

test('says that a run without a loss did not complete', () => {
  const oracle = { pagesChecked: 100, lostPages: 0, examples: [] };
  expect(oracleLine(cancelledRun({ oracle }))).toContain('no page lost (cancelled)');
});

test('names the time at which a page was used on the destination', () => {
  const used = { page: 7, writtenAtMs: 20, sentAtMs: 10, missedBySyncAtMs: null, usedAtMs: 25 };
  const oracle = { pagesChecked: 100, lostPages: 1, examples: [used] };
  expect(oracleLine(completedRun({ oracle }))).toContain(
    '1 LOST (page 7: written at 20 ms, last sent at 10 ms, used at 25 ms)',
  );
});
