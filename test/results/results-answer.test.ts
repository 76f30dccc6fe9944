import { expect, test } from 'vitest';
import { renderResults } from '../../src/results/results-answer.js';
import { resultsDocument, resultsDocumentSchema } from '../../src/results/results-document.js';
import { runRecord, runRecordSchema } from '../../src/results/run-record.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { cancelledRun, completedRun } from './sample-results.js';

const document = resultsDocument(
  [
    runRecord(completedRun({}, { seed: 'a "b", c' })),
    runRecord(cancelledRun({}, { mode: 'a|b', repeat: 2 })),
  ],
  { binary: '/usr/bin/qemu-kvm', src_cpu_bind: ['1', '2'] },
);

test('a JSON document follows its schema and keeps its values', async () => {
  const text = await renderResults(document, 'json', plainStyle);
  expect(resultsDocumentSchema.parse(JSON.parse(text))).toEqual(document);
  expect(Object.keys(JSON.parse(text))).toEqual([
    'schema',
    'program_version',
    'model_version',
    'recorded_options',
    'results',
  ]);
});

test('NDJSON has a record in each line', async () => {
  const text = await renderResults(document, 'ndjson', plainStyle);
  const lines = text.trimEnd().split('\n');
  expect(lines.map((line) => runRecordSchema.parse(JSON.parse(line)))).toEqual(document.results);
});

test('CSV has the same columns for every record, quotes, and leaves null empty', async () => {
  const text = await renderResults(document, 'csv', plainStyle);
  const [header, completed, cancelled] = text.trimEnd().split('\n');
  const columns = header.split(',');
  expect(columns).toContain('downtime_parts_residual_ram_ms');
  expect(columns).toContain('parameters_downtime');
  expect(columns).not.toContain('downtime_parts');
  expect(completed).toContain(',"a ""b"", c",');
  const cells = cancelled.split(',');
  expect(cells).toHaveLength(columns.length);
  expect(cells[columns.indexOf('downtime_ms')]).toBe('');
  expect(cells[columns.indexOf('downtime_parts_stop_ms')]).toBe('');
  expect(cells[columns.indexOf('reason')]).toBe('max-time');
});

test('CSV has its header without records', async () => {
  const text = await renderResults(resultsDocument([]), 'csv', plainStyle);
  expect(text).toMatch(/^scenario,vmm,[a-z_,]+,model_version\n$/);
});

test('Markdown has a row for each run and escapes what would end a cell', async () => {
  const text = await renderResults(document, 'markdown', plainStyle);
  expect(text).toBe(`\
**ramsize: 3000MB**

| mode | repeat | total time (ms) | downtime (ms) | iteration count | max throttle |
| --- | --: | --: | --: | --: | --: |
| original | 1 | 404398 | 515 | 26 | 99% |
| a\\|b | 2 | 404398 | - | 26 | 99% |

a\\|b, repeat 2: cancelled, not complete after 1200 seconds (--max-time)

host generic-10g, QEMU 9.1, seeds a "b", c, 1; only RAM that the workload writes has content
`);
});
