import { expect, test } from 'vitest';
import { summariseRecorded } from '../../src/validate/recorded-summary.js';

const run = {
  status: 'completed',
  total_time_ms: 1000,
  downtime_ms: 10,
  iterations: 5,
  max_throttle_percent: 20,
  transferred_bytes: 1,
};

test('errors are prediction minus recording, and the endings are counted', () => {
  const { results, summary } = summariseRecorded(
    [
      {
        path: 'a.json',
        name: 'a',
        recorded: run,
        predicted: { ...run, total_time_ms: 1040, downtime_ms: 8, iterations: 7 },
        notModelled: null,
      },
      {
        path: 'b.json',
        name: 'b',
        recorded: run,
        predicted: { ...run, status: 'cancelled', total_time_ms: 980, downtime_ms: null },
        notModelled: null,
      },
      { path: 'c.json', name: 'c', recorded: run, predicted: null, notModelled: 'postcopy' },
    ],
    'lab',
  );
  expect(results[0]).toMatchObject({
    host: 'lab',
    error: { total_time_percent: 4, downtime_ms: -2, iterations: 2, max_throttle_percent: 0 },
  });
  expect(results[1].error).toMatchObject({ total_time_percent: -2, downtime_ms: null });
  expect(results[2]).toMatchObject({ predicted: null, error: null, not_modelled: 'postcopy' });
  expect(summary).toEqual({
    recordings: 3,
    predicted: 2,
    total_time_mape_percent: 3,
    verdicts_right: 1,
  });
});
