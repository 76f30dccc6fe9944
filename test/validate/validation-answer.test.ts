import { expect, test } from 'vitest';
import { plainStyle } from '../../src/documents/text-style.js';
import { renderAnswer } from '../../src/documents/answer.js';
import { validationAnswer } from '../../src/validate/validation-answer.js';
import {
  validationDocument,
  validationDocumentSchema,
} from '../../src/validate/validation-record.js';
import { sampleCell, sampleHost, sampleSummary } from './sample-validation.js';

const document = validationDocument(9, [sampleHost], [sampleCell()], [sampleSummary]);
const answer = validationAnswer(document);

test('the table has the published runs, and median, range and error beside them', async () => {
  expect(await renderAnswer(answer, 'table', plainStyle)).toBe(`\
Simulated: the median of 9 runs, their range, and the error of the median against the published mean.

tables on hosts, ramsize: 3000MB
|------------+-----------+----------------+-----------+-----------+-----------+-----------+--------------+-----------|
|            | totaltime | (ms)           | downtime  | (ms)      | iteration | count     | max throttle | percent   |
|            | published | simulated      | published | simulated | published | simulated | published    | simulated |
|------------+-----------+----------------+-----------+-----------+-----------+-----------+--------------+-----------|
| background | 404398    | 404001         | 515       | 490       | 26        | 25        | 99%          | 99%       |
| sync       | 392552    | 399000..410000 | 528       | 480..500  | 25        | 24..26    | 99%          | 99..99%   |
| (predicted | 400113    | +1.2%          | 447       | -1.3%     | 24        | 0.0       | 99%          | 0.0       |
| blind)     |           |                |           |           |           |           |              |           |
|------------+-----------+----------------+-----------+-----------+-----------+-----------+--------------+-----------|

numbers of the hosts
|-------+----------+-----------+-----------+----------------------+---------|
| host  | measured | published | benchmark | fitted               | assumed |
|-------+----------+-----------+-----------+----------------------+---------|
| hosts | 2        | 0         | 3         | 5                    | 19      |
|       |          |           |           | (2 not identifiable) |         |
|-------+----------+-----------+-----------+----------------------+---------|

summary
|-----------------+-------+-------+-----------+----------+-----------------+-------------+----------------------------|
| rows            | loads | cells | totaltime | downtime | median in       | convergence | worst cell                 |
|                 |       |       | MAPE      | MAPE     | published range | right       | (totaltime error)          |
|-----------------+-------+-------+-----------+----------+-----------------+-------------+----------------------------|
| predicted blind | all   | 1     | 1.1%      | -        | 100%            | 3/3         | tables, 3000MB, background |
|                 |       |       |           |          |                 |             | sync                       |
|                 |       |       |           |          |                 |             | (+1.1%)                    |
|-----------------+-------+-------+-----------+----------+-----------------+-------------+----------------------------|
`);
});

test('JSON follows its schema', async () => {
  const text = await renderAnswer(answer, 'json', plainStyle);
  expect(validationDocumentSchema.parse(JSON.parse(text))).toEqual(document);
});

test('CSV has a row for each cell, without its single runs', async () => {
  const lines = (await renderAnswer(answer, 'csv', plainStyle)).trimEnd().split('\n');
  const columns = lines[0].split(',');
  expect(columns).not.toContain('published_rows');
  expect(lines).toHaveLength(2);
  expect(lines[1].split(',')[columns.indexOf('simulated_total_time_ms_median')]).toBe('404000.6');
});

test('Markdown has a row for each cell and for each summary', async () => {
  expect(await renderAnswer(answer, 'markdown', plainStyle)).toBe(`\
**tables on hosts**

| ramsize | mode | rows | published total time (ms) | simulated, median and range | error | downtime error | published iterations | simulated | published max throttle | simulated |
| --- | --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |
| 3000MB | background sync | predicted blind | 392552..404398 | 404001, 399000..410000 | +1.2% | -1.3% | 24..26 | 24..26 | 99% | 99% |

**numbers of the hosts**

| host | measured | published | benchmark | fitted | assumed |
| --- | --: | --: | --: | --: | --: |
| hosts | 2 | 0 | 3 | 5 (2 not identifiable) | 19 |

**summary**

| rows | loads | cells | totaltime MAPE | downtime MAPE | median in published range | convergence right | worst cell (totaltime error) |
| --- | --- | --: | --: | --: | --: | --: | --: |
| predicted blind | all | 1 | 1.1% | - | 100% | 3/3 | tables, 3000MB, background sync (+1.1%) |
`);
});
