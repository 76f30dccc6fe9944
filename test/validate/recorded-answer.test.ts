import { expect, test } from 'vitest';
import { recordedDocument, recordedDocumentSchema } from '../../src/validate/recorded-record.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { renderAnswer } from '../../src/documents/answer.js';
import { recordedError } from '../../src/validate/recorded-validation.js';
import { recordedAnswer } from '../../src/validate/recorded-answer.js';

const recorded = {
  status: 'completed',
  total_time_ms: 4212,
  downtime_ms: 6,
  iterations: 6,
  max_throttle_percent: 20,
  transferred_bytes: 300_000_000,
};

const [right, wrong] = [
  { ...recorded, total_time_ms: 4254.1, iterations: 7 },
  { ...recorded, status: 'cancelled', downtime_ms: null },
];

const document = recordedDocument([
  {
    path: 'a.json',
    name: 'a',
    host: 'lab',
    recorded,
    read_as: ['guest at 20 MiB/s a vCPU, as its program was asked for'],
    interval: { total_time_ms: { low: 4100, high: 4300 }, downtime_ms: { low: 5, high: 8 } },
    predicted: right,
    not_modelled: null,
    error: recordedError(right, recorded),
  },
  {
    path: 'b.json',
    name: 'b',
    host: 'lab',
    recorded,
    read_as: [],
    interval: { total_time_ms: { low: 4213, high: 4300 }, downtime_ms: null },
    predicted: wrong,
    not_modelled: null,
    error: recordedError(wrong, recorded),
  },
  {
    path: 'c.json',
    name: 'c',
    host: 'lab',
    recorded,
    read_as: [],
    interval: null,
    predicted: null,
    not_modelled: 'RDMA',
    error: null,
  },
]);

test('errors are prediction minus recording, and the endings are counted', () => {
  const errors = document.results.map(({ error }) => error);
  expect(errors).toEqual([
    { total_time_percent: 1, downtime_ms: 0, iterations: 1, max_throttle_percent: 0 },
    { total_time_percent: 0, downtime_ms: null, iterations: 0, max_throttle_percent: 0 },
    null,
  ]);
  expect(document.summary).toEqual({
    recordings: 3,
    predicted: 2,
    total_time_mape_percent: 0.5,
    verdicts_right: 1,
    total_time_inside: 1,
  });
});

test('the table has recorded, predicted and error of each recording', async () => {
  expect(await renderAnswer(recordedAnswer(document), 'table', plainStyle)).toBe(`\
recorded migrations, predicted on lab
|-----------+-------------+--------------------+------------+----------+-----------+--------------+-------------|
| recording |             | status             | totaltime  | downtime | iteration | max throttle | transferred |
|           |             |                    | (ms)       | (ms)     | count     | percent      | (MiB)       |
|-----------+-------------+--------------------+------------+----------+-----------+--------------+-------------|
| a         | recorded    | completed          | 4212       | 6        | 6         | 20%          | 286         |
|           | predicted   | completed          | 4254       | 6        | 7         | 20%          | 286         |
|           | 80 % within |                    | 4100..4300 | 5..8     |           |              |             |
|           | error       |                    | +1.0%      | 0.0      | +1.0      | 0.0          |             |
|-----------+-------------+--------------------+------------+----------+-----------+--------------+-------------|
| b         | recorded    | completed          | 4212       | 6        | 6         | 20%          | 286         |
|           | predicted   | cancelled          | 4212       | -        | 6         | 20%          | 286         |
|           | 80 % within |                    | 4213..4300 | -        |           |              |             |
|           | error       | WRONG              | 0.0%       |          | 0.0       | 0.0          |             |
|-----------+-------------+--------------------+------------+----------+-----------+--------------+-------------|
| c         | recorded    | completed          | 4212       | 6        | 6         | 20%          | 286         |
|           | predicted   | not modelled: RDMA |            |          |           |              |             |
|           | error       |                    |            |          |           |              |             |
|-----------+-------------+--------------------+------------+----------+-----------+--------------+-------------|
totaltime MAPE 0.5% over 2 of 3 recordings, 1 endings right, 1 in the 80 % interval
a: guest at 20 MiB/s a vCPU, as its program was asked for
`);
});

test('JSON has an entry for each file, with a recorded and a predicted record', async () => {
  const text = await renderAnswer(recordedAnswer(document), 'json', plainStyle);
  expect(recordedDocumentSchema.parse(JSON.parse(text))).toEqual(document);
});

test('CSV and Markdown have the same figures', async () => {
  const [header, row] = (await renderAnswer(recordedAnswer(document), 'csv', plainStyle)).split(
    '\n',
  );
  const columns = header.split(',');
  expect(row.split(',')[columns.indexOf('predicted_total_time_ms')]).toBe('4254.1');
  expect(await renderAnswer(recordedAnswer(document), 'markdown', plainStyle)).toContain(
    '|  | predicted | completed | 4254 | 6 | 7 | 20% | 286 |',
  );
});
