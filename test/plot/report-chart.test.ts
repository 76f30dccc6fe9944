import { expect, test } from 'vitest';
import type { GuestperfReport } from '../../src/guestperf/report-schema.js';
import type { MigrationChart } from '../../src/plot/migration-chart.js';
import type { Quantity } from '../../src/plot/quantities.js';
import { reportChart } from '../../src/plot/report-chart.js';
import { recordedDocument, recordedProgress, recordedReport } from '../support/recorded-reports.js';

/** Epoch seconds at which the migrate command of these reports was given. */
const begin = 1_700_000_000;

function lineOf(chart: MigrationChart, quantity: Quantity, thread: string | null = null) {
  const line = chart.series.find((each) => each.quantity === quantity && each.thread === thread);
  if (line === undefined) throw new Error(`no line of ${quantity}`);
  return { seconds: line.seconds.map(rounded), values: line.values.map(rounded) };
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function chartOf(changes: Parameters<typeof recordedReport>[0]): MigrationChart {
  const progress_history = [progressAt(0.1, {}), { ...progressAt(2, {}), ...completed }];
  return reportChart(recordedReport({ progress_history, ...changes }), 'folder/made-up.json');
}

function progressAt(seconds: number, ram: Partial<GuestperfReport['progress_history'][0]['ram']>) {
  const sample = recordedProgress();
  return {
    ...sample,
    now: begin + seconds,
    duration: seconds * 1000,
    ram: { ...sample.ram, ...ram },
  };
}

const completed = { status: 'completed', downtime: 25 };

const mib = 2 ** 20;

test('times count from the migrate command: a poll less the duration that it reports', () => {
  const chart = chartOf({
    progress_history: [
      progressAt(0.1, { iterations: 1, remaining_bytes: 3 * mib }),
      progressAt(4, { iterations: 2, remaining_bytes: mib }),
    ],
    qemu_timings: [{ tid: 7, timestamp: begin - 14, value: 0 }],
    guest_timings: [{ tid: 1, timestamp: begin - 13, value: 400 }],
  });
  expect(lineOf(chart, 'remaining')).toEqual({ seconds: [0.1, 4], values: [3, 1] });
  expect(chart.progress.map(({ seconds, iteration }) => [rounded(seconds), iteration])).toEqual([
    [0.1, 1],
    [4, 2],
  ]);
  expect(rounded(chart.ownStartSeconds)).toBe(-14);
});

test("the dirty rate is guestperf-plot's: whole MiB of 4 KiB pages", () => {
  const chart = chartOf({
    progress_history: [
      progressAt(1, { dirty_rate_pps: 255 }),
      progressAt(2, { dirty_rate_pps: 767 }),
      progressAt(3, { dirty_rate_pps: 1024 }),
    ],
  });
  expect(lineOf(chart, 'dirtyRate').values).toEqual([0, 2, 4]);
});

test('link use is the mean between answers that are not too close', () => {
  const chart = chartOf({
    progress_history: [
      progressAt(1, { transferred_bytes: 10 * mib }),
      progressAt(1.2, { transferred_bytes: 200 * mib }),
      progressAt(3, { transferred_bytes: 110 * mib }),
      progressAt(4, { transferred_bytes: 120 * mib }),
    ],
  });
  expect(lineOf(chart, 'linkRate')).toEqual({ seconds: [1, 3, 4], values: [50, 10, 10] });
});

test("QEMU's CPU time becomes percent, over 100 too; equal times are skipped", () => {
  const at = (second: number, value: number) => ({ tid: 7, timestamp: begin + second, value });
  const chart = chartOf({ qemu_timings: [at(0, 1000), at(1, 2500), at(1, 9000), at(3, 9500)] });
  expect(lineOf(chart, 'qemuCpu')).toEqual({ seconds: [1, 3], values: [150, 25] });
});

test('vCPUs are capped at 100 % each, and their mean is of the capped ones', () => {
  const at = (tid: number, second: number, value: number) => ({
    tid,
    timestamp: begin + second,
    value,
  });
  const chart = chartOf({
    vcpu_timings: [at(1, 0, 0), at(2, 0, 0), at(1, 1, 1200), at(2, 1, 500)],
  });
  expect(lineOf(chart, 'vcpuCpu', 'VCPU 1').values).toEqual([100]);
  expect(lineOf(chart, 'vcpuCpu', 'VCPU 2').values).toEqual([50]);
  expect(lineOf(chart, 'vcpuCpu').values).toEqual([75]);
});

test('guest threads: one line of all records, one for each, and their rates together', () => {
  const at = (tid: number, second: number, value: number) => ({
    tid,
    timestamp: begin + second,
    value,
  });
  const chart = chartOf({
    guest_timings: [at(1, 0, 500), at(2, 0.25, 500), at(1, 1, 1000), at(2, 0.75, 500)],
  });
  expect(lineOf(chart, 'copyTime')).toEqual({
    seconds: [0, 0.25, 0.75, 1],
    values: [500, 500, 500, 1000],
  });
  expect(lineOf(chart, 'copyTime', 'PID 2').seconds).toEqual([0.25, 0.75]);
  // Both from -0.25 s on: 2 GB/s each; thread 1 needs twice as long from 0 s on.
  expect(lineOf(chart, 'copyRate')).toEqual({
    seconds: [-0.25, 0, 0.25, 0.75],
    values: [4, 3, 3, 3],
  });
});

test('a guest of one thread has no second line for it', () => {
  const chart = chartOf({ guest_timings: [{ tid: 1, timestamp: begin, value: 500 }] });
  expect(chart.series.filter(({ quantity }) => quantity === 'copyTime')).toHaveLength(1);
});

test('the empty answer after a cancel ends the run and draws no point', () => {
  const none = {
    transferred_bytes: 0,
    remaining_bytes: 0,
    total_bytes: 0,
    duplicate_pages: 0,
    normal_pages: 0,
    iterations: 0,
  };
  const cancelled = { ...progressAt(9, none), status: 'cancelled', duration: 0 };
  const chart = chartOf({
    progress_history: [
      progressAt(1, { iterations: 4 }),
      progressAt(5, { iterations: 6, transferred_bytes: 777 }),
      cancelled,
    ],
  });
  expect(lineOf(chart, 'remaining').seconds).toEqual([1, 5]);
  expect(chart.outcome).toMatchObject({
    status: 'cancelled',
    iterations: 6,
    totalMs: 9000,
    transferredBytes: 777,
  });
  expect(chart.downtime).toBeNull();
  expect(chart.progress.at(-1)).toMatchObject({ status: 'cancelled' });
});

test('a recording brings polls and guest work that guestperf does not keep', () => {
  const chart = chartOf({
    progress_history: [progressAt(1, {}), progressAt(5, { remaining_bytes: 0 })],
    extra: {
      poll_columns: [
        't',
        'status',
        'transferred',
        'remaining',
        'dirty_rate_pps',
        'dirty_sync_count',
        'throttle',
      ],
      polls: [[3, 'active', mib, 2 * mib, 512, 2, 20]],
      guest_chunk_columns: ['side', 'tid', 't_host', 'kib', 'ms'],
      guest_chunks: [
        ['src', 1, 0.25, 524_288, 250],
        ['src', 1, 0.5, 0, 250],
        ['src', 1, 0.75, 262_144, 250],
      ],
    },
  });
  expect(lineOf(chart, 'throttle')).toEqual({ seconds: [1, 3, 5], values: [0, 20, 0] });
  expect(lineOf(chart, 'copyTime')).toEqual({ seconds: [0.25, 0.75], values: [500, 1000] });
});

test('without the simulation the downtime is the sum alone, and the table says what was set', () => {
  const chart = chartOf({});
  expect(chart.downtime).toEqual({ totalMs: 25, limitMs: 300, parts: null });
  expect(chart.origin).toBe('measured');
  const rows = new Map(chart.parameters.flatMap(({ rows: list }) => list));
  expect(rows.get('Auto-converge')).toBe('yes, in steps of 5 %');
  expect(rows.get('Post-copy')).toBe('no');
  expect(rows.get('Emulator')).toBe(recordedDocument().binary);
});
