import { describe, expect, test } from 'vitest';
import {
  fullSpeedCosts,
  linkParameters,
  migrationCosts,
  pacedCosts,
} from '../../src/engines/host-model.js';
import { plainHost } from '../support/hosts.js';

const { numbers } = plainHost;

test('8 Gbit/s are one byte a nanosecond', () => {
  expect(linkParameters(numbers)).toEqual({
    bytesPerNs: 1,
    variability: 0,
    correlationTime: 1e9,
  });
});

test('a sync costs a fixed time and more for more RAM', () => {
  expect(migrationCosts(plainHost, 0).sync).toBe(300_000);
  expect(migrationCosts(plainHost, 100).sync).toBe(3_300_000);
});

test('only emulated vCPUs hold up a sync', () => {
  expect(migrationCosts(plainHost, 1).syncWaitsForVcpus).toBe(false);
  expect(migrationCosts({ ...plainHost, accelerator: 'tcg' }, 1).syncWaitsForVcpus).toBe(true);
});

test('units of the profile become nanoseconds and bytes', () => {
  const costs = migrationCosts(plainHost, 1);
  expect(costs).toMatchObject({
    zeroPage: { sendNs: 400, wireBytes: 9, receiveNs: 0 },
    contentPage: { sendNs: 700, wireBytes: 4104, receiveNs: 300 },
    firstContentPage: { sendNs: 700, wireBytes: 4104, receiveNs: 800 },
    vcpuStop: 500_000,
    deviceStateBytes: 524_288,
    deviceSave: 3_000_000,
    linkLatency: 100_000,
  });
});

describe('a visit of a page', () => {
  test('one vCPU writes at its own rate', () => {
    // 4096 bytes at 1024 MB/s.
    expect(fullSpeedCosts(numbers, 1).visit).toBeCloseTo(4000, 6);
  });

  test('many vCPUs share what the memory takes', () => {
    // 8192 MB/s over 16 vCPUs.
    expect(fullSpeedCosts(numbers, 16).visit).toBeCloseTo(8000, 6);
  });

  test('the first touch costs a fault more', () => {
    const { faultIn, writeFault } = fullSpeedCosts(numbers, 1);
    expect(faultIn).toBeCloseTo(5000, 6);
    expect(writeFault).toBe(1000);
  });

  test('a pace replaces the time of a visit, not that of the first touch', () => {
    const full = fullSpeedCosts(numbers, 1);
    // 256 pages for each MiB, 10 MiB in a second.
    expect(pacedCosts(full, 10)).toEqual({ ...full, visit: 1e9 / 2560 });
  });
});
