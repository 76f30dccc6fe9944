import { expect, test } from 'vitest';
import { recordedDocument, recordedDocumentSchema } from '../../src/validate/recorded-record.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { renderRecordedAs } from '../../src/validate/validation-format.js';

const recorded = {
  status: 'completed',
  total_time_ms: 4212,
  downtime_ms: 6,
  iterations: 6,
  max_throttle_percent: 20,
  transferred_bytes: 300_000_000,
};

const document = recordedDocument(
  [
    {
      path: 'a.json',
      name: 'a',
      host: 'lab',
      recorded,
      predicted: { ...recorded, total_time_ms: 4254.1, iterations: 7 },
      not_modelled: null,
      error: { total_time_percent: 1, downtime_ms: 0, iterations: 1, max_throttle_percent: 0 },
    },
    {
      path: 'b.json',
      name: 'b',
      host: 'lab',
      recorded,
      predicted: { ...recorded, status: 'cancelled', downtime_ms: null },
      not_modelled: null,
      error: { total_time_percent: 0, downtime_ms: null, iterations: 0, max_throttle_percent: 0 },
    },
  ],
  { recordings: 2, predicted: 2, total_time_mape_percent: 0.5, verdicts_right: 1 },
);

test('the table has recorded, predicted and error of each recording', async () => {
  expect(await renderRecordedAs(document, 'table', plainStyle)).toBe(`\
recorded migrations, predicted on lab
|-----------+-----------+-----------+-----------+----------+-----------+--------------+-------------|
| recording |           | status    | totaltime | downtime | iteration | max throttle | transferred |
|           |           |           | (ms)      | (ms)     | count     | percent      | (MiB)       |
|-----------+-----------+-----------+-----------+----------+-----------+--------------+-------------|
| a         | recorded  | completed | 4212      | 6        | 6         | 20%          | 286         |
|           | predicted | completed | 4254      | 6        | 7         | 20%          | 286         |
|           | error     |           | +1.0%     | 0.0      | +1.0      | 0.0          |             |
|-----------+-----------+-----------+-----------+----------+-----------+--------------+-------------|
| b         | recorded  | completed | 4212      | 6        | 6         | 20%          | 286         |
|           | predicted | cancelled | 4212      | -        | 6         | 20%          | 286         |
|           | error     | WRONG     | 0.0%      |          | 0.0       | 0.0          |             |
|-----------+-----------+-----------+-----------+----------+-----------+--------------+-------------|
totaltime MAPE 0.5% over 2 of 2 recordings, 1 endings right
`);
});

test('JSON has an entry for each file, with a recorded and a predicted record', async () => {
  const text = await renderRecordedAs(document, 'json', plainStyle);
  expect(recordedDocumentSchema.parse(JSON.parse(text))).toEqual(document);
});

test('CSV and Markdown have the same figures', async () => {
  const [header, row] = (await renderRecordedAs(document, 'csv', plainStyle)).split('\n');
  const columns = header.split(',');
  expect(row.split(',')[columns.indexOf('predicted_total_time_ms')]).toBe('4254.1');
  expect(await renderRecordedAs(document, 'markdown', plainStyle)).toContain(
    '|  | predicted | completed | 4254 | 6 | 7 | 20% | 286 |',
  );
});
