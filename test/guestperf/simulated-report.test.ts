import { describe, expect, test } from 'vitest';
import { emptyReportSetting } from '../support/empty-report-setting.js';
import { reportText } from '../../src/guestperf/report-text.js';
import { simulatedReport } from '../../src/guestperf/simulated-report.js';
import type { ProgressSample } from '../../src/engines/migration-result.js';
import type { QemuVersion } from '../../src/profiles/qemu-version.js';
import { cancelledRun, completedRun } from '../results/sample-results.js';

const sample: ProgressSample = {
  polledAtMs: 50,
  status: 'active',
  durationMs: 50,
  transferredBytes: 1_000_000,
  remainingBytes: 3_000_000,
  totalBytes: 4_000_000,
  duplicatePages: 7,
  normalPages: 243,
  dirtyPagesPerSecond: 11,
  megabitsPerSecond: 800.5,
  dirtySyncCount: 1,
  expectedDowntimeMs: 300,
  throttlePercent: 20,
};

const history: readonly ProgressSample[] = [
  sample,
  { ...sample, polledAtMs: 2050, durationMs: 2002, status: 'completed', dirtySyncCount: 3 },
];

const oneVcpu = {
  history,
  totalTimeMs: 2002,
  setupTimeMs: 2,
  transferredBytes: 1_000_000,
  cpu: {
    samples: [
      { polledAtMs: 1000, vcpuRunMs: [1000], migrationMs: 104.9 },
      { polledAtMs: 2000, vcpuRunMs: [1505.5], migrationMs: 209 },
    ],
    end: { polledAtMs: 2002, vcpuRunMs: [1507.5], migrationMs: 211 },
    vcpuShares: [1],
  },
};

const sleepThree = { sleep: 3 };

const reportOf = (version: QemuVersion) =>
  simulatedReport(completedRun({ history }, { qemu: version }), emptyReportSetting);

describe("keys are those of the version's guestperf, in its order", () => {
  const top = [
    'hardware',
    'scenario',
    'progress_history',
    'guest_timings',
    'qemu_timings',
    'vcpu_timings',
    'binary',
    'dst_host',
    'kernel',
    'initrd',
    'transport',
    'sleep',
    'extra',
  ];
  const hardware = [
    'cpus',
    'mem',
    'src_mem_bind',
    'dst_mem_bind',
    'src_cpu_bind',
    'dst_cpu_bind',
    'prealloc_pages',
    'huge_pages',
    'locked_pages',
  ];

  test.each<[QemuVersion, QemuVersion]>([
    ['7.2', '7.2'],
    ['8.0', '7.2'],
    ['8.1', '8.1'],
    ['9.2', '8.1'],
    ['10.0', '10.0'],
    ['10.2', '10.0'],
  ])('%s', (version, layout) => {
    const report = reportOf(version);
    const withResult = [...top.slice(0, 6), 'result', ...top.slice(6)];
    expect(Object.keys(report)).toEqual(layout === '10.0' ? withResult : top);
    expect(Object.keys(report.hardware)).toEqual(
      layout === '7.2' ? hardware : [...hardware, 'dirty_ring_size'],
    );
    const limit = ['dirty_limit', 'x_vcpu_dirty_limit_period', 'vcpu_dirty_limit'];
    expect(Object.keys(report.scenario).slice(17)).toEqual([
      ...(layout === '10.0' ? ['multifd_compression'] : []),
      ...(layout === '7.2' ? [] : limit),
    ]);
    expect(Object.keys(report.progress_history[0]).slice(8)).toEqual(
      layout === '7.2' ? [] : ['dirty_limit_throttle_time_per_round', 'dirty_limit_ring_full_time'],
    );
    const folder = layout === '10.0' ? 'migration-stress' : 'migration';
    expect(report.initrd).toBe(`tests/${folder}/initrd-stress.img`);
  });
});

test("an answer in guestperf's words", () => {
  const report = simulatedReport(completedRun(oneVcpu, sleepThree), emptyReportSetting);
  const [active, completed] = report.progress_history;
  expect(active).toMatchObject({
    status: 'active',
    // Two rounds of the sleep, and the first poll.
    now: 1_000_000_002.05,
    duration: 50,
    downtime: 0,
    downtime_expected: 300,
    setup_time: 2,
    throttle_pcent: 20,
    ram: {
      transferred_bytes: 1_000_000,
      remaining_bytes: 3_000_000,
      total_bytes: 4_000_000,
      duplicate_pages: 7,
      skipped_pages: 0,
      normal_pages: 243,
      normal_bytes: 243 * 4096,
      dirty_rate_pps: 11,
      transfer_rate_mbs: 800.5,
      iterations: 1,
    },
  });
  expect(completed).toMatchObject({
    now: 1_000_000_004.05,
    duration: 2002,
    downtime: 515,
    downtime_expected: 0,
    // 8 Mbit in the two seconds behind the setup.
    ram: { transfer_rate_mbs: 4, iterations: 3 },
  });
});

test('CPU times: rounds of the sleep, one a second, rounds in which the source stands still', () => {
  const { qemu_timings, vcpu_timings } = simulatedReport(
    completedRun(oneVcpu, sleepThree),
    emptyReportSetting,
  );
  const epoch = 1_000_000_000;
  // Whole ticks of 10 ms.
  expect(vcpu_timings.map(({ timestamp, value }) => [timestamp - epoch, value])).toEqual([
    [0, 0],
    [1, 1000],
    [3, 3000],
    [4, 3500],
    [expect.closeTo(5.05, 4), 3500],
    [expect.closeTo(6.05, 4), 3500],
  ]);
  expect(qemu_timings.map(({ value }) => value)).toEqual([0, 1000, 3100, 3710, 3710, 3710]);
});

test('a workload that sleeps does later what the throttle kept it from', () => {
  const { vcpu_timings } = simulatedReport(
    completedRun({ ...oneVcpu, cpu: { ...oneVcpu.cpu, vcpuShares: [0, 0.8] } }, sleepThree),
    emptyReportSetting,
  );
  // Due by 3 s are 2400 ms, by 4 s 3200 ms, of which the throttle allows 505.5 ms in the last second.
  expect(vcpu_timings.filter(({ tid }) => tid === 1001).map(({ value }) => value)).toEqual(
    Array.from({ length: 6 }, () => 0),
  );
  expect(vcpu_timings.filter(({ tid }) => tid === 1002).map(({ value }) => value)).toEqual([
    0, 800, 2400, 2900, 2900, 2900,
  ]);
});

test('a cancelled run has no sleep behind it, and no success', () => {
  const cancelled: ProgressSample = {
    ...sample,
    polledAtMs: 2050,
    status: 'cancelled',
    dirtySyncCount: 0,
    durationMs: 0,
    expectedDowntimeMs: 0,
  };
  const report = simulatedReport(
    cancelledRun({ ...oneVcpu, history: [sample, cancelled] }, { ...sleepThree, qemu: '10.0' }),
    emptyReportSetting,
  );
  expect(report.qemu_timings).toHaveLength(4);
  expect(report.result).toEqual({ success: false });
  expect(report.progress_history[1]).toMatchObject({ setup_time: 0, downtime: 0, duration: 0 });
});

test('a run that guestperf paused is no success', () => {
  const success = (pause: { atMs: number; by: 'pause' | 'policy-pause' } | null) =>
    simulatedReport(completedRun({ history, pause }, { qemu: '10.0' }), emptyReportSetting).result;
  expect(success(null)).toEqual({ success: true });
  expect(success({ atMs: 1, by: 'pause' })).toEqual({ success: false });
  // guestperf knows of no manager.
  expect(success({ atMs: 1, by: 'policy-pause' })).toEqual({ success: true });
});

test('the stress lines, by thread, as the guest printed them', () => {
  const copyTimings = [
    { vcpu: 1, atMs: -500.2, copyMs: 333.5 },
    { vcpu: 0, atMs: 1500.9, copyMs: 1200.4 },
  ];
  const report = simulatedReport(
    completedRun({ ...oneVcpu, copyTimings }, sleepThree),
    emptyReportSetting,
  );
  expect(report.guest_timings).toEqual([
    { tid: 2, timestamp: 1_000_000_001.499, value: 334 },
    { tid: 1, timestamp: 1_000_000_003.5, value: 1200 },
  ]);
});

test("the text is Python's: four spaces, floats with a fraction, ASCII; our part is compact", () => {
  const setting = { ...emptyReportSetting, binary: '/opt/qému', srcCpuBind: '0,1' };
  const text = reportText(simulatedReport(completedRun(oneVcpu, sleepThree), setting));
  const lines = text.split('\n');
  expect(lines.slice(0, 9)).toEqual([
    '{',
    '    "hardware": {',
    '        "cpus": 16,',
    '        "mem": 100,',
    '        "src_mem_bind": [],',
    '        "dst_mem_bind": [],',
    '        "src_cpu_bind": [',
    '            "0",',
    '            "1"',
  ]);
  expect(lines).toContain(
    String.raw`    "binary": "/opt/qu00e9mu",`.replace('qu', String.raw`q\u`),
  );
  expect(lines).toContain('            "timestamp": 1000000003.0,');
  expect(lines).toContain('            "value": 3000.0');
  expect(lines).toContain('            "now": 1000000002.05,');
  expect(lines).toContain('                "normal_pages": 243,');
  expect(lines).toContain('            "seed": "1",');
  expect(text).toContain('    "guest_timings": [],\n');
  expect(text).toContain('                "at_ms": []');
  expect(text.endsWith('}\n')).toBe(true);
});
