import { expect, test } from 'vitest';
import { simulate } from '../../src/engines/simulate.js';
import { intervalNotes } from '../../src/results/interval-notes.js';
import { type RunRecord, runRecord } from '../../src/results/run-record.js';
import { resolve } from '../../src/settings/resolve.js';

const one = runRecord(simulate(resolve({ mem: 1, stressMem: 20, uncertain: true })));

function records(totals: readonly number[], changes: Partial<RunRecord> = {}): RunRecord[] {
  return totals.map((total_time_ms) => ({ ...one, ...changes, total_time_ms }));
}

const totals = Array.from({ length: 11 }, (_, index) => 20_000 + index * 1000);

test('the record says that its host was drawn', () => {
  expect(one.parameters.uncertain).toBe(true);
  expect(runRecord(simulate(resolve({ mem: 1, stressMem: 20 }))).parameters).not.toHaveProperty(
    'uncertain',
  );
});

test('the middle 80 % of the draws, and how many completed', () => {
  expect(intervalNotes(records(totals, { downtime_ms: 312 }), 'v1, ')).toEqual([
    'v1, 80 % within: total time 21.0 s to 29.0 s, downtime 312 ms to 312 ms; 11 of 11 draws completed',
  ]);
});

test('the interval is that of the draws that completed', () => {
  const lost = records([90_000], { status: 'cancelled', downtime_ms: null });
  const [note] = intervalNotes([...records(totals, { downtime_ms: 312 }), ...lost], '');
  expect(note).toMatch(/total time 21.0 s to 29.0 s, .*; 11 of 12 draws completed$/);
  expect(intervalNotes(records(totals, { status: 'cancelled' }), '')).toEqual([
    'none of 11 draws completed',
  ]);
});

test('a few draws are not an interval, and a host that was not drawn has none', () => {
  expect(intervalNotes(records([1000]), '')).toEqual([
    'an interval takes at least 10 draws: --repeat 10',
  ]);
  const certain = records(totals, { parameters: {} });
  expect(intervalNotes(certain, '')).toEqual([]);
});
