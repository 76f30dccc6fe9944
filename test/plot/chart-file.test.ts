import { expect, test } from 'vitest';
import { chartsOfFile } from '../../src/plot/chart-file.js';
import { chartLabels } from '../../src/plot/chart-labels.js';
import { resultsDocument } from '../../src/results/results-document.js';
import { runRecord } from '../../src/results/run-record.js';
import { recordedDocument } from '../support/recorded-reports.js';
import { cancelledRun, completedRun } from '../results/sample-results.js';

const records = [runRecord(completedRun()), runRecord(cancelledRun({}, { repeat: 2 }))];

test('a guestperf report is one chart', () => {
  const charts = chartsOfFile('a.json', JSON.stringify(recordedDocument()));
  expect(charts).toHaveLength(1);
  expect(charts[0]).toMatchObject({ name: 'made-up', file: 'a.json' });
});

test.each([
  { form: 'JSON', text: JSON.stringify(resultsDocument(records)) },
  { form: 'NDJSON', text: records.map((record) => `${JSON.stringify(record)}\n`).join('') },
])('results in $form are a chart for each run, with what whole runs have', ({ text }) => {
  const [completed, cancelled] = chartsOfFile('r', text);
  expect(completed.downtime?.totalMs).toBe(records[0].downtime_ms);
  const sum = completed.downtime?.parts?.reduce((total, { ms }) => total + ms, 0);
  expect(sum).toBeCloseTo(records[0].downtime_ms ?? -1, 5);
  expect(completed.series).toEqual([]);
  expect(cancelled).toMatchObject({ downtime: null, outcome: { status: 'cancelled' } });
});

test('one line of NDJSON is a chart too', () => {
  expect(chartsOfFile('r', JSON.stringify(records[0]))).toHaveLength(1);
});

test.each([
  {
    what: 'text',
    text: 'hello\nworld',
    message:
      'plot: odd is neither a guestperf report nor results in JSON or NDJSON: it is not JSON (line 1, column 1)',
  },
  {
    what: 'results of a newer layout',
    text: '{"schema": "guestperf-sim/results/9"}',
    message:
      "odd: schema: 'guestperf-sim/results/9' is a layout that this version does not know; " +
      'allowed: guestperf-sim/results/1, and guestperf reports',
  },
  {
    what: 'another document of ours',
    text: '{"schema": "guestperf-sim/validation/1"}',
    message:
      "odd: schema: 'guestperf-sim/validation/1' is not a layout that can be plotted; " +
      'allowed: guestperf-sim/results/1, and guestperf reports',
  },
  {
    what: 'another JSON object',
    text: '{"a": 1}',
    message: 'odd: hardware: missing, so this is not a guestperf report',
  },
])('$what is refused in one sentence', ({ text, message }) => {
  expect(() => chartsOfFile('odd', text)).toThrow(message);
});

test('charts are called by their scenario, or by their file where that says more', () => {
  const chart = (name: string, file: string) => ({ ...chartsOfFile(file, text)[0], name });
  const text = JSON.stringify(recordedDocument());
  expect(chartLabels([chart('one', 'x.json'), chart('two', 'x.json')])).toEqual(['one', 'two']);
  expect(chartLabels([chart('perfreport', '/home/me/slow.json')])).toEqual(['slow']);
  expect(chartLabels([chart('same', 'a/x.json'), chart('same', 'b/y.json')])).toEqual(['x', 'y']);
  expect(chartLabels([chart('same', 'a/x.json'), chart('same', 'b/x.json')])).toEqual([
    'x (1)',
    'x (2)',
  ]);
});

test('runs of one file are called by what differs between them', () => {
  const runs = [completedRun(), completedRun({}, { repeat: 2 }), cancelledRun({}, { repeat: 3 })];
  const text = runs.map((run) => `${JSON.stringify(runRecord(run))}\n`).join('');
  const charts = chartsOfFile('r.ndjson', text);
  const named = charts.map((chart) => ({ ...chart, name: 'perfreport' }));
  expect(chartLabels(named)).toEqual(['repeat 1', 'repeat 2', 'repeat 3']);
  const two = [
    ...named.slice(0, 2),
    ...named.slice(0, 2).map((run) => ({ ...run, file: 's.json' })),
  ];
  expect(chartLabels(two)).toEqual(['r, repeat 1', 'r, repeat 2', 's, repeat 1', 's, repeat 2']);
});

test('records of other versions have other keys, and of other engines no downtime limit', () => {
  const { cloud_hypervisor: _, ...record } = records[0];
  const parameters = { constructor: [1, { a: null }], newer_switch: true };
  const other = { ...record, vmm: 'cloud-hypervisor', newer_key: 'x', parameters };
  const [chart] = chartsOfFile('r', JSON.stringify(other));
  expect(chart.downtime?.limitMs).toBeNull();
  const rows = chart.parameters.find(({ title }) => title === 'Migration')?.rows;
  expect(rows).toEqual([
    ['constructor', '[1,{"a":null}]'],
    ['newer_switch', 'yes'],
  ]);
});

test('the table says program, model and host, as far as the file does', () => {
  const { program_version, host_hash, ...early } = records[0];
  const rowsOf = (record: object) => {
    const [{ parameters }] = chartsOfFile('r', JSON.stringify(record));
    return new Map(parameters.find(({ title }) => title === 'Simulation')?.rows);
  };
  expect(rowsOf(records[0]).get('Program')).toBe(program_version);
  expect(rowsOf(records[0]).get('Hash of the host')).toBe(host_hash);
  expect(rowsOf(records[0]).get('Host profile')).toBe(records[0].host);
  expect([...rowsOf(early).keys()].slice(0, 2)).toEqual(['Model', 'QEMU']);
});
