import { expect, test } from 'vitest';
import { recordedGuest } from '../../src/guestperf/recorded-guest.js';
import { recordedReport } from '../support/recorded-reports.js';

const columns = { guest_chunk_columns: ['side', 'tid', 't_host', 'kib', 'ms'] };
const polls = {
  poll_columns: ['t', 'dirty_sync_count'],
  polls: [
    [0.5, 1],
    [1.6, 2],
  ],
};

/** 20 MiB/s from a second before the migration; half of it from the end of pass 1 on. */
const lines = [
  ['src', 1, -0.5, 10_240, 500],
  ['src', 1, 0.5, 20_480, 1000],
  ['src', 1, 1.5, 20_480, 1000],
  ['src', 1, 2.5, 10_240, 1000],
  ['dst', 1, 1.2, 99_999, 10],
];

test('the pace is that of the source up to the end of pass 1', () => {
  const guest = recordedGuest(
    recordedReport({ extra: { ...columns, ...polls, guest_chunks: lines } }),
  );
  const mib = { before: 10, firstPass: 40 };
  expect(guest).toEqual({ lines: 3, mibPerSecond: 20, mib, writtenMib: 20 });
});

test('of several threads it is the mean', () => {
  const second = lines.map(([side, , ...rest]) => [side, 2, ...rest]);
  const slower = second.map(([side, tid, at, kib, ms]) => [side, tid, at, Number(kib) / 2, ms]);
  const guest = recordedGuest(
    recordedReport({ extra: { ...columns, ...polls, guest_chunks: [...lines, ...slower] } }),
  );
  const mib = { before: 7.5, firstPass: 30 };
  expect(guest).toEqual({ lines: 6, mibPerSecond: 15, mib, writtenMib: 20 });
});

test('without polls only the lines before the migration count; without such lines there is nothing', () => {
  const extra = { ...columns, guest_chunks: lines };
  expect(recordedGuest(recordedReport({ extra }))).toMatchObject({ lines: 1, writtenMib: 10 });
  const late = { ...columns, ...polls, guest_chunks: lines.slice(1) };
  expect(recordedGuest(recordedReport({ extra: late }))).toBeNull();
  expect(recordedGuest(recordedReport({}))).toBeNull();
});
