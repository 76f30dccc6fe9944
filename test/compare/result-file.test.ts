import { expect, test } from 'vitest';
import { readResultFile } from '../../src/compare/result-file.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { renderResults } from '../../src/results/results-answer.js';
import { resultsDocument } from '../../src/results/results-document.js';
import { runRecord } from '../../src/results/run-record.js';
import { cancelledRun, completedRun } from '../results/sample-results.js';
import { recordedDocument, recordedProgress } from '../support/recorded-reports.js';

const records = [
  completedRun({}, { name: 'a, with "quotes"', seed: '007' }),
  cancelledRun({}, { seed: '007' }),
].map(runRecord);
const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');

const read = (text: string) => readResultFile('f', text.split('\n'), 'BASE');

test('JSON, NDJSON and CSV of the same runs are read the same', async () => {
  const document = read(JSON.stringify(resultsDocument(records), null, 2));
  expect(read(lines)).toEqual(document);
  const csv = await renderResults(resultsDocument(records), 'csv', plainStyle);
  expect(read(csv)).toEqual(document);
  expect(document).toHaveLength(2);
  const [completed, cancelled] = document ?? [];
  expect(completed.identity.get('scenario')).toBe('a, with "quotes"');
  expect(completed.identity.get('parameters.auto_converge')).toBe('true');
  expect(completed.draw).toEqual({ seed: '007', repeat: 1 });
  expect(completed.values.get('downtime')).toBe(515);
  expect(cancelled.isCompleted).toBe(false);
  expect(cancelled.values.has('downtime')).toBe(false);
});

test('one line of NDJSON is a run, a line that is no run is passed over', () => {
  expect(read(lines.split('\n')[0])).toHaveLength(1);
  expect(read(`{"schema":"x"}\n${lines}`)).toHaveLength(2);
});

test('the origin of a run is text, also where it looks like a number', () => {
  const csv = 'scenario,seed,repeat,status,total_time_ms,model_version,host_hash,program_version\n';
  const [run] = read(`${csv}a,1,1,completed,5,1,00e12,1.0\n`) ?? [];
  expect([...run.origin]).toEqual([
    ['program_version', '1.0'],
    ['host_hash', '00e12'],
  ]);
});

test('a report of a real migration has no seed', () => {
  const last = recordedProgress({ status: 'completed', duration: 2500, downtime: 30 });
  const [run] = read(JSON.stringify(recordedDocument({ progress_history: [last] }))) ?? [];
  expect(run).toMatchObject({ draw: null, modelVersion: null, isCompleted: true });
  expect(Object.fromEntries(run.values)).toEqual({
    'total-time': 2500,
    downtime: 30,
    'setup-time': 1,
    iterations: 1,
    'max-throttle': 0,
    transferred: 1_000_000,
  });
  expect(run.identity.get('scenario')).toBe('made-up');
  expect(run.identity.get('parameters.bandwidth')).toBe('64');
});

test('a report of a simulated migration is its record', () => {
  const [record] = records;
  const simulation = {
    model_version: '1',
    seed: record.seed,
    repeat: record.repeat,
    host: record.host,
    record,
    samples: {
      at_ms: [],
      iterations: [],
      transferred_bytes: [],
      remaining_bytes: [],
      dirty_rate_pps: [],
      transfer_rate_mbs: [],
      throttle_pcent: [],
    },
    notes: [],
  };
  const report = recordedDocument({ extra: { guestperf_sim: simulation } });
  expect(read(JSON.stringify(report))).toEqual(read(lines.split('\n')[0]));
});

test.each(['', 'hello\n', '[]', '{"a": 1}', '{"schema": "guestperf-sim/validation/1"}'])(
  'no results: %j',
  (text) => expect(read(text)).toBeNull(),
);

test.each([
  [lines.slice(0, -40), 'BASE: f is not JSON, or was cut short (line 2, column'],
  ['{"results": [', 'BASE: f is not JSON, or was cut short (line 1, column 14)'],
  [
    '{"schema": "guestperf-sim/results/2", "results": []}',
    "f: schema: 'guestperf-sim/results/2' is not a schema of results that this version knows; allowed: guestperf-sim/results/1",
  ],
  ['{"total_time_ms": 1}', 'f: run 1: scenario: missing; allowed: a string'],
  [
    '{"total_time_ms": "1"}',
    'f: run 1: total_time_ms: "1" is not a number; allowed: 0 to 10000000000000 (ms;',
  ],
  ['{"progress_history": []}', 'f: hardware: missing, so this is not a guestperf report'],
])('%.30s is one sentence', (text, message) => {
  expect(() => read(text)).toThrow(message);
});
