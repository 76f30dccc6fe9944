import { describe, expect, test } from 'vitest';
import {
  isNearQuota,
  nextThrottleUs,
  ringFullTimeUs,
  vcpuDirtyRate,
} from '../../../../../src/engines/qemu/features/dirty-limit/dirty-limit-rule.js';

test('a rate is whole MiB/s, cut off twice', () => {
  // 13,750 MiB and a bit in 1000 s of pages, over 500 ms.
  expect(vcpuDirtyRate(3520, 500)).toBe(27);
  expect(vcpuDirtyRate(3520, 1000)).toBe(13);
  expect(vcpuDirtyRate(127, 500)).toBe(0);
  expect(vcpuDirtyRate(128, 500)).toBe(1);
  expect(vcpuDirtyRate(0, 500)).toBe(0);
});

test('a ring is full after its MiB at a rate', () => {
  expect(ringFullTimeUs(4096, 1000)).toBe(16_000);
  expect(ringFullTimeUs(65_536, 1000)).toBe(256_000);
  expect(ringFullTimeUs(1024, 3)).toBe(1_333_333);
});

test('within 25 MiB/s of the quota a vCPU is left alone', () => {
  expect(isNearQuota(50, 75)).toBe(true);
  expect(isNearQuota(50, 76)).toBe(false);
  expect(isNearQuota(50, 25)).toBe(true);
  expect(isNearQuota(50, 24)).toBe(false);
  // With the default quota, any rate up to 26 is good enough.
  expect(isNearQuota(1, 26)).toBe(true);
  expect(isNearQuota(1, 27)).toBe(false);
});

describe('what a vCPU sleeps next', () => {
  // The ring is full in 16 ms.
  const next = (throttleUs: number, quota: number, current: number): number =>
    nextThrottleUs(throttleUs, quota, current, 16_000);

  test('far above the quota: in proportion, so that the duty is quota / rate', () => {
    // 90 %: nine times 16 ms; 75 %: three times.
    expect(next(0, 100, 1000)).toBe(144_000);
    expect(next(0, 250, 1000)).toBe(48_000);
    // (1000 - 1) * 100 / 1000 is cut off to 99 %.
    expect(next(0, 1, 1000)).toBe(1_584_000);
    // 51 %: 16,000 * 51 / 49, cut off.
    expect(next(1000, 49, 100)).toBe(1000 + 16_653);
  });

  test('far below the quota: as much less', () => {
    expect(next(200_000, 1000, 100)).toBe(56_000);
    expect(next(100_000, 1000, 100)).toBe(0);
  });

  test('near it, but not near enough: a tenth of the time in which a ring fills', () => {
    // 50 % is not more than 50 %.
    expect(next(5000, 50, 100)).toBe(6600);
    expect(next(5000, 100, 74)).toBe(3400);
    expect(next(1000, 100, 74)).toBe(0);
  });

  test('at most 99 times as long as a ring takes to fill', () => {
    expect(next(1_500_000, 100, 1000)).toBe(1_584_000);
    expect(next(1_584_000, 50, 100)).toBe(1_584_000);
  });

  test('not at all if it writes nothing', () => {
    expect(next(500_000, 100, 0)).toBe(0);
  });
});
