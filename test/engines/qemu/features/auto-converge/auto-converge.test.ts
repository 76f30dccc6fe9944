import { ns } from '../../../../../src/sim/time.js';
import { describe, expect, test } from 'vitest';
import { RunClock } from '../../../../../src/guest/run-clock.js';
import {
  AutoConverge,
  nextThrottle,
  type ThrottleParameters,
} from '../../../../../src/engines/qemu/features/auto-converge/auto-converge.js';
import type { LookSources } from '../../../../../src/engines/qemu/rules/live-look.js';
import { Throttling } from '../../../../../src/engines/qemu/rules/throttling.js';
import { ThrottleTrigger } from '../../../../../src/migration/throttle-trigger.js';
import { memoryWithRegions, migrationContext } from '../../../../support/engine.js';

const defaults: ThrottleParameters = { initial: 20, increment: 10, maximum: 99, tailslow: false };

function ladder(parameters: ThrottleParameters, ratio: number): number[] {
  const steps: number[] = [];
  let percent = 0;
  while (steps.length < 20) {
    const next = nextThrottle(percent, parameters, ratio);
    if (next === percent) break;
    steps.push(next);
    percent = next;
  }
  return steps;
}

describe('the ladder', () => {
  test('starts at the initial throttle and ends at the maximum', () => {
    expect(ladder(defaults, 0.5)).toEqual([20, 30, 40, 50, 60, 70, 80, 90, 99]);
    expect(ladder({ ...defaults, initial: 5, increment: 30, maximum: 80 }, 0.5)).toEqual([
      5, 35, 65, 80,
    ]);
  });

  test('tailslow halves what the vCPUs run when twice as much is dirtied as allowed', () => {
    expect(ladder({ ...defaults, tailslow: true }, 0.5)).toEqual([
      20, 30, 40, 50, 60, 70, 80, 90, 95, 98, 99,
    ]);
  });

  test('tailslow steps by what is missing if that is less than the increment', () => {
    const tailslow = { ...defaults, tailslow: true };
    // 80 % run time, of which 76 would do: 80 x 0.95.
    expect(nextThrottle(20, tailslow, 0.95)).toBe(24);
    // Truncated: 80 x 0.99 = 79.2.
    expect(nextThrottle(20, tailslow, 0.99)).toBe(21);
    expect(nextThrottle(20, tailslow, 0.1)).toBe(30);
  });
});

test('a step throttles the vCPUs, and the highest throttle is remembered', () => {
  const runClock = new RunClock(ns(0));
  const context = migrationContext({ memory: memoryWithRegions(32, []) });
  const trigger = new ThrottleTrigger(50, null, context, {
    highPeriods: 1,
    needsDirtyingBefore: false,
  });
  const sources = { context, runClock } as unknown as LookSources;
  const throttling = new Throttling(new AutoConverge(defaults, trigger), context, () => sources);
  const high = { elapsedMs: 1001, dirtyBytes: 2, transferredBytes: 2, sentPages: 1 };
  throttling.periodEnded({ ...high, dirtyBytes: 1 }, ns(0));
  expect(runClock.throttlePercent).toBe(0);
  throttling.periodEnded(high, ns(1));
  expect(runClock.throttlePercent).toBe(20);
  throttling.periodEnded(high, ns(5));
  expect(runClock.throttlePercent).toBe(30);
  expect(context.counters.maxThrottlePercent).toBe(30);
});
