import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readObserved } from '../../src/observed/read-observed.js';
import { run } from '../cli/program.js';
import { inputErrorOf } from '../support/thrown-input-error.js';

const read = (text: string) => readObserved(text, { file: 'log', option: '--recorded' });

test('a log of watch is the migration that was watched, with its downtime at the end', async () => {
  const file = 'test/observed/series/postcopy-1.ndjson';
  const { out } = await run(['watch', '--input', file, '--format', 'ndjson']);
  const logged = read(out).readings;
  const seen = read(readFileSync(file, 'utf8')).readings;
  const kept = seen.map(({ ram, ...reading }) => ({
    ...reading,
    setupMs: null,
    downtimeMs: null,
    ram: ram && { ...ram, whileStoppedBytes: null },
  }));
  expect(logged.slice(0, -1)).toEqual(kept);
  expect(logged.at(-1)).toEqual({ ...kept.at(-1), downtimeMs: 5 });
});

const line = {
  elapsed_ms: 5,
  status: 'active',
  iterations: null,
  total_bytes: null,
  remaining_bytes: null,
  transferred_bytes: null,
  bytes_per_second: null,
  dirty_rate_pps: null,
  throttle_percent: 0,
  expected_downtime_ms: null,
};

test.each([
  [{ ...line, throttle_percent: 101 }, 'line 1: throttle_percent: 101 is out of range'],
  [{ elapsed_ms: 5, status: 'active' }, 'line 1: iterations: missing'],
  [{ outcome: 'completed', answers: 1 }, 'line 1: downtime_ms: missing'],
])('%#: what is wrong in one is named', (document, message) => {
  expect(inputErrorOf(() => read(JSON.stringify(document))).message).toContain(message);
});

test('a log of lines without counters of pages is read as well', () => {
  const sizes = { total_bytes: 8192, remaining_bytes: 4096, transferred_bytes: 4104 };
  expect(read(JSON.stringify({ ...line, ...sizes })).readings).toMatchObject([
    { ram: { totalBytes: 8192, normalPages: null, zeroPages: null } },
  ]);
});

test('a log without an end has no downtime', () => {
  expect(read(JSON.stringify(line)).readings).toMatchObject([{ elapsedMs: 5, ram: null }]);
});
