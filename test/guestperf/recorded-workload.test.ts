import { describe, expect, test } from 'vitest';
import { readRecording } from '../../src/guestperf/recorded-scenario.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { Workload } from '../../src/profiles/workload.js';
import { hostProfile } from '../support/hosts.js';
import { recordedReport } from '../support/recorded-reports.js';

const host = hostProfile({ linkVariability: 0.2 });

/** The scenario of a recording with changes to guestperf's report. */
function scenarioOf(changes: Readonly<Record<string, unknown>>): QemuScenario {
  return readRecording(recordedReport(changes), host).scenario('seed', 3);
}

function workloadOf(extra: Readonly<Record<string, unknown>>): Workload {
  return scenarioOf({ extra }).workload;
}

describe('the workload of a recording with an extra block', () => {
  const stress = { stressmb: 128, cpurate: 20 };

  test('sequential at the pace that was measured, for each of the two vCPUs', () => {
    expect(workloadOf({ stress, derived: { guest_rate_before_mibps: 42 } })).toEqual({
      kind: 'sequential',
      workingSetMib: 256,
      mibPerSecond: 21,
      pacing: 'cpu',
      bytesPerPage: 4096,
    });
  });

  test('or at the pace that was asked for', () => {
    for (const derived of [{}, { guest_rate_before_mibps: null }, undefined]) {
      expect(workloadOf({ stress, derived })).toMatchObject({ mibPerSecond: 20 });
    }
  });

  test('less what its first writes to protected pages took while pass 1 was recorded', () => {
    const lines = {
      guest_chunk_columns: ['side', 'tid', 't_host', 'kib', 'ms'],
      guest_chunks: [
        ['src', 1, 0, 20_480, 1000],
        ['src', 1, 4, 81_920, 4000],
      ],
      poll_columns: ['t', 'dirty_sync_count'],
      polls: [[4.1, 2]],
    };
    const paceOn = (writeFaultNs: number): number => {
      const report = recordedReport({ extra: { stress, ...lines } });
      const { workload } = readRecording(report, hostProfile({ writeFaultNs })).scenario('seed', 1);
      return 'mibPerSecond' in workload ? workload.mibPerSecond : NaN;
    };
    expect(paceOn(0)).toBe(20);
    // 80 of the 100 MiB that each vCPU visited were protected, 256 pages in each.
    expect(paceOn(10_000)).toBeCloseTo(1 / (1 / 20 - 0.8 * 256 * 1e-5), 2);
    expect(paceOn(10_000_000)).toBe(40);
  });

  test('sparse writes', () => {
    expect(workloadOf({ stress: { ...stress, words: 8 } })).toMatchObject({ bytesPerPage: 64 });
  });

  test('a pace kept by sleeping', () => {
    for (const extra of [
      { stress: { stressmb: 128, rate: 30 } },
      { stress: { stressmb: 128, rate: 30, cpurate: 0 } },
    ]) {
      expect(workloadOf(extra)).toMatchObject({
        kind: 'sequential',
        mibPerSecond: 30,
        pacing: 'sleep',
      });
    }
    expect(workloadOf({ stress: { ...stress, rate: 0 } })).toMatchObject({ pacing: 'cpu' });
  });

  test('full speed', () => {
    for (const full of [{ stressmb: 128 }, { stressmb: 128, cpurate: 0, rate: 0 }]) {
      expect(workloadOf({ stress: full })).toEqual({ kind: 'stress', stressMib: 256 });
    }
  });

  test('hot and cold pages', () => {
    const hotCold = { ...stress, pattern: 'hotcold', hotpct: 20, hotw: 75 };
    expect(workloadOf({ stress: hotCold })).toEqual({
      kind: 'hot-cold',
      workingSetMib: 256,
      bytesPerPage: 4096,
      mibPerSecond: 20,
      hotPagesPercent: 20,
      hotWritesPercent: 75,
    });
    expect(workloadOf({ stress: { ...stress, pattern: 'hotcold' } })).toMatchObject({
      hotPagesPercent: 10,
      hotWritesPercent: 90,
    });
  });

  test.each(['random', 'rand', 'uniform'])('pattern %s is random', (pattern) => {
    expect(workloadOf({ stress: { ...stress, pattern } })).toEqual({
      kind: 'random',
      workingSetMib: 256,
      bytesPerPage: 4096,
      mibPerSecond: 20,
      pacing: 'cpu',
    });
  });

  test('without a stress program the guest is idle', () => {
    for (const extra of [{}, { stress: null }, { stress: null, lab_scenario: {} }]) {
      expect(workloadOf(extra)).toEqual({ kind: 'idle' });
    }
  });

  test('the stress program may be named in lab_scenario only', () => {
    expect(workloadOf({ lab_scenario: { stress } })).toMatchObject({
      kind: 'sequential',
      workingSetMib: 256,
    });
  });
});
