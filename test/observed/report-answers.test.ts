import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readObserved } from '../../src/observed/read-observed.js';
import { recordedDocument, recordedProgress } from '../support/recorded-reports.js';
import { inputErrorOf } from '../support/thrown-input-error.js';

const source = { file: 'report.json', option: '--recorded' };
const read = (document: object) => readObserved(JSON.stringify(document, null, 2), source);
const bare = recordedProgress().ram;
const nothing = Object.fromEntries(Object.keys(bare).map((key) => [key, 0]));

test('the history of a report, and its settings', () => {
  const { readings, setup } = read(recordedDocument());
  expect(
    readings.map(({ downtimeMs, elapsedMs, status }) => [status, elapsedMs, downtimeMs]),
  ).toEqual([
    ['active', 100, null],
    ['completed', 2000, 25],
  ]);
  expect(readings[0].ram).toMatchObject({
    totalBytes: 3_000_000,
    zeroPages: 1,
    bytesPerSecond: null,
  });
  expect(setup).toMatchObject({
    downtimeLimitMs: 300,
    maxBandwidth: 64 * 2 ** 20,
    autoConverge: true,
    throttleIncrement: 5,
    throttleInitial: null,
    vcpus: 2,
    qemuVersion: null,
  });
});

test('an answer of zeroes is a status alone, at the time of its poll', () => {
  const end = recordedProgress({
    status: 'cancelled',
    ram: nothing,
    duration: 0,
    now: 1_700_000_003,
  });
  const { readings } = read(recordedDocument({ progress_history: [recordedProgress(), end] }));
  expect(readings[1]).toMatchObject({
    status: 'cancelled',
    elapsedMs: 2600,
    ram: null,
    setupMs: null,
  });
});

describe('the polls of a recording', () => {
  const columns = [
    't',
    'status',
    'total_time',
    'transferred',
    'remaining',
    'duplicate',
    'normal',
    'dirty_rate_pps',
    'mbps',
    'dirty_sync_count',
    'expected_downtime',
    'throttle',
  ];
  const polls = [
    [0.1, 'active', 99, 1000, 2000, 3, 4, 5, 8, 1, 300, 20],
    [2.1, 'completed', 2000, 1500, 0, 3, 5, 0, 8, 3, null, 0],
  ];

  test('are read in place of the history', () => {
    const { readings, setup } = read(
      recordedDocument({
        extra: {
          poll_columns: columns,
          polls,
          qemu_version: { version: '10.0.13' },
          parameters_set: { 'cpu-throttle-initial': 30 },
        },
      }),
    );
    expect(readings).toMatchObject([
      {
        elapsedMs: 99,
        status: 'active',
        expectedDowntimeMs: 300,
        throttlePercent: 20,
        downtimeMs: null,
      },
      { elapsedMs: 2000, status: 'completed', expectedDowntimeMs: null, downtimeMs: 25 },
    ]);
    expect(readings[0].ram).toEqual({
      totalBytes: 3_000_000,
      remainingBytes: 2000,
      transferredBytes: 1000,
      zeroPages: 3,
      normalPages: 4,
      dirtyPagesPerSecond: 5,
      dirtySyncCount: 1,
      bytesPerSecond: 1e6,
      whileStoppedBytes: null,
    });
    expect(setup).toMatchObject({ qemuVersion: '10.0', throttleInitial: 30 });
  });

  test('keep their RAM where the history begins before any was sent', () => {
    const setup = recordedProgress({ status: 'setup', ram: nothing, duration: 0, setup_time: 0 });
    const end = recordedProgress({ status: 'completed', duration: 2000, downtime: 25 });
    const { readings } = read(
      recordedDocument({
        progress_history: [setup, end],
        extra: { poll_columns: columns, polls },
      }),
    );
    expect(readings.map(({ ram, setupMs }) => [ram?.totalBytes, setupMs])).toEqual([
      [3_000_000, 1],
      [3_000_000, 1],
    ]);
  });

  test('are left where they lack the dirty rate', () => {
    const few = { poll_columns: columns.slice(0, 7), polls: polls.map((row) => row.slice(0, 7)) };
    expect(read(recordedDocument({ extra: few })).readings[0].elapsedMs).toBe(100);
  });

  test('of a status that QEMU has not are refused', () => {
    const odd = polls.map((row) => row.with(1, 'off'));
    expect(
      inputErrorOf(() => read(recordedDocument({ extra: { poll_columns: columns, polls: odd } })))
        .message,
    ).toBe('report.json: line 1: status: off is no status of a migration');
  });
});

const folder = 'test/support/recordings';
test.each(readdirSync(folder).filter((file) => file.endsWith('.json')))('%s', (file) => {
  const { readings, setup } = readObserved(readFileSync(`${folder}/${file}`, 'utf8'), source);
  expect(readings.length).toBeGreaterThan(1);
  expect(readings.at(-1)?.status).toBe('completed');
  expect(setup.qemuVersion).toMatch(/^(?:7\.2|10\.0)$/);
});
