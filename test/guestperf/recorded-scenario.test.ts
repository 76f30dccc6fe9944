import { describe, expect, test } from 'vitest';
import { readRecording, recordedVersion } from '../../src/guestperf/recorded-scenario.js';
import type { QemuSettings } from '../../src/engines/qemu/settings.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { hostOf } from '../../src/profiles/host.js';
import { hostProfile } from '../support/hosts.js';
import { recordedReport } from '../support/recorded-reports.js';

const host = hostProfile({ linkVariability: 0.2 });

/** The scenario of a recording with changes to guestperf's report. */
function scenarioOf(changes: Readonly<Record<string, unknown>>): QemuScenario {
  return readRecording(recordedReport(changes), host).scenario('seed', 3);
}

describe("guestperf's own report", () => {
  const scenario = scenarioOf({});

  test('hardware, limits and workload are those of guestperf', () => {
    expect(scenario).toMatchObject({
      name: 'made-up',
      workload: { kind: 'stress', stressMib: 1024 },
      seed: 'seed',
      repeat: 3,
    });
    expect(scenario.settings).toMatchObject({
      cpus: 2,
      mem: 1,
      vmMem: 1536,
      maxIters: 40,
      maxTime: 50,
      bandwidth: 64,
      downtime: 300,
      autoConverge: true,
      autoConvergeStep: 5,
      throttleInitial: 20,
      maxThrottle: 99,
      responsiveThrottle: false,
    });
  });

  test('the rest is the host', () => {
    expect(scenario.version).toBe(host.qemu);
    expect(scenario.host).toEqual(hostOf(host));
    expect(scenario.settings.dirtyLog).toBe(host.dirtyLog);
    expect(scenario.settings.backgroundSync).toBe('off');
  });
});

describe('the version', () => {
  test.each([
    [{ qemu_version: '10.0.13' }, '10.0'],
    [{ qemu_version: { version: '10.0.13', package: 'Debian 1:10.0.13' } }, '10.0'],
    [{ qemu_version: { version: '7.2.22' } }, '7.2'],
    [{ lab_scenario: { qemu: '9.2' } }, '9.2'],
    [{ qemu_version: '10.1.0', lab_scenario: { qemu: '10.0' } }, '10.1'],
    [{ qemu_version: '2.0.1' }, null],
    [{ qemu_version: '' }, null],
    [{}, null],
  ])('%j is %s', (extra, version) => {
    const report = recordedReport({ extra });
    expect(recordedVersion(report)).toBe(version);
    expect(readRecording(report, host).scenario('1', 1).version).toBe(version ?? host.qemu);
  });

  test('the background sync of QEMU 9.2 and later comes with auto-converge', () => {
    const scenario = { ...recordedReport().scenario, auto_converge: false };
    const extra = { qemu_version: '10.0.13' };
    expect(scenarioOf({ extra }).settings.backgroundSync).toBe('merged');
    expect(scenarioOf({ extra, scenario }).settings.backgroundSync).toBe('off');
    expect(scenarioOf({ extra: { qemu_version: '9.1.0' } }).settings.backgroundSync).toBe('off');
  });
});

test('parameters that were set', () => {
  const parameters = {
    'max-bandwidth': 67_108_864,
    'cpu-throttle-initial': 33,
    'cpu-throttle-increment': 7,
    'max-cpu-throttle': 80,
    'cpu-throttle-tailslow': true,
    'throttle-trigger-threshold': 40,
  };
  expect(scenarioOf({ extra: { parameters_set: parameters } }).settings).toMatchObject({
    bandwidth: 64,
    throttleInitial: 33,
    autoConvergeStep: 7,
    maxThrottle: 80,
    throttleTailslow: true,
    throttleTriggerThreshold: 40,
  });
});

test("the VM's memory", () => {
  expect(scenarioOf({ extra: { vm_mem_mb: 640 } }).settings).toMatchObject({
    mem: 1,
    vmMem: 640,
  });
});

describe('the link', () => {
  test.each([{ link_mibps: 64 }, { lab_scenario: { link: 64 } }])('%j is constant', (extra) => {
    const { numbers } = scenarioOf({ extra }).host;
    // 64 MiB/s in 10^9 bit/s.
    expect(numbers.linkGbitPerSecond).toBeCloseTo((64 * 1_048_576 * 8) / 1e9, 12);
    expect(numbers.linkVariability).toBe(0);
    expect(numbers.linkLatencyUs).toBe(host.parameters.linkLatencyUs.value);
  });

  test("without one it is the host's", () => {
    expect(scenarioOf({ extra: { link_mibps: null } }).host).toEqual(hostOf(host));
  });
});

describe('multifd and pause', () => {
  const report = recordedReport({});
  const of = (changes: object): QemuSettings =>
    scenarioOf({ scenario: { ...report.scenario, ...changes } }).settings;

  test('neither if the recording says nothing of them', () => {
    expect(of({})).toMatchObject({ multifd: false, pause: false, pauseAfter: null });
    expect(of({ pause: false, pause_iters: 5, multifd: false })).toMatchObject({
      multifd: false,
      pause: false,
    });
  });

  test("guestperf's flags", () => {
    expect(of({ pause: true, pause_iters: 3, multifd: true, multifd_channels: 4 })).toMatchObject({
      pause: true,
      pauseIters: 3,
      multifd: true,
      multifdChannels: 4,
      deviceStateTransfer: 'serial',
    });
  });

  test('the capability and the parameter of an extra block', () => {
    const extra = { capabilities: { multifd: true }, parameters_set: { 'multifd-channels': 8 } };
    expect(scenarioOf({ extra }).settings).toMatchObject({ multifd: true, multifdChannels: 8 });
  });
});

describe('postcopy', () => {
  const { scenario: plain } = recordedReport({});

  test("guestperf's switch, with the parameters that were set", () => {
    const scenario = { ...plain, post_copy: true, post_copy_iters: 3 };
    const extra = {
      capabilities: { 'postcopy-ram': true, 'postcopy-preempt': true },
      parameters_set: { 'max-postcopy-bandwidth': 33_554_432 },
    };
    expect(scenarioOf({ scenario, extra }).settings).toMatchObject({
      postCopy: true,
      postCopyIters: 3,
      maxPostcopyBandwidth: 32,
      postcopyPreempt: true,
    });
    expect(scenarioOf({ scenario: { ...plain, post_copy: true } }).settings).toMatchObject({
      postCopy: true,
      postCopyIters: 5,
      maxPostcopyBandwidth: 0,
      postcopyPreempt: false,
    });
  });

  test('the capability alone starts nothing', () => {
    const extra = { capabilities: { 'postcopy-ram': true } };
    const never = 2_147_483_647;
    expect(scenarioOf({ extra }).settings).toMatchObject({ postCopy: true, postCopyIters: never });
    expect(scenarioOf({}).settings.postCopy).toBe(false);
  });
});

describe('dirty limit', () => {
  const { hardware, scenario } = recordedReport();
  const ring = { hardware: { ...hardware, dirty_ring_size: 4096 } };

  test('with its ring, rate and period', () => {
    const limit = { dirty_limit: true, vcpu_dirty_limit: 20, x_vcpu_dirty_limit_period: 800 };
    expect(scenarioOf({ ...ring, scenario: { ...scenario, ...limit } }).settings).toMatchObject({
      dirtyRingSize: 4096,
      dirtyLimit: true,
      vcpuDirtyLimit: 20,
      xVcpuDirtyLimitPeriod: 800,
    });
  });

  test("that only the capabilities tell of has guestperf's defaults", () => {
    const extra = { capabilities: { 'dirty-limit': true } };
    expect(scenarioOf({ ...ring, extra }).settings).toMatchObject({
      dirtyLimit: true,
      vcpuDirtyLimit: 1,
      xVcpuDirtyLimitPeriod: 500,
    });
  });

  test('none', () => {
    expect(scenarioOf({}).settings).toMatchObject({ dirtyLimit: false, dirtyRingSize: 0 });
  });
});
