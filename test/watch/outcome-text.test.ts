import { expect, test } from 'vitest';
import { outcomeLines } from '../../src/watch/outcome-text.js';
import type { WatchOutcome } from '../../src/watch/watch-outcome.js';
import { reading } from '../support/readings.js';

const outcome = (more: Partial<WatchOutcome>): WatchOutcome => ({
  name: 'completed',
  last: reading(44_918, { status: 'completed', downtimeMs: 13 }),
  answers: 7,
  reason: null,
  checks: [],
  ...more,
});

test.each<[Partial<WatchOutcome>, string]>([
  [{}, 'completed in 44.9 s, downtime 13 ms'],
  [{ last: reading(900, { status: 'completed' }) }, 'completed in 0.9 s'],
  [{ name: 'failed', reason: 'no route' }, 'failed after 44.9 s: no route'],
  [{ name: 'cancelled' }, 'cancelled after 44.9 s'],
  [
    { name: 'unfinished', last: reading(1000) },
    'unfinished: what was read ends after 1.0 s, with the status active',
  ],
  [
    { name: 'monitor-gone', reason: 'it closed the connection' },
    'unfinished: nobody answers after 44.9 s: it closed the connection',
  ],
  [{ name: 'interrupted', last: reading(1000) }, 'interrupted after 1.0 s, with the status active'],
  [{ name: 'interrupted', last: null }, 'nothing was seen of a migration'],
])('%j', (more, text) => {
  expect(outcomeLines(outcome(more))).toEqual([text]);
});

test('how good the forecasts were', () => {
  const range = { low: 1000, median: 2000, high: 3000 };
  const end = { forecast: range, errorPercent: -12.34, isWithin: true };
  const downtime = { forecast: range, errorPercent: 300, isWithin: false };
  const check = { percent: 25, elapsedMs: 1, converges: 0.5, end, downtime };
  const without = { ...check, percent: 50, end: null, downtime: null };
  expect(outcomeLines(outcome({ checks: [check, without] })).slice(1)).toEqual([
    'forecasts, of what came:',
    '  at 25 %: end 2 s (1..3), -12.3 %, within; downtime 2,000 ms (1,000..3,000), +300.0 %, not within; 50 % sure to converge',
    '  at 50 %: no end; 50 % sure to converge',
  ]);
});
