import { describe, expect, test } from 'vitest';
import {
  dirtyLimitBytes,
  ThrottleTrigger,
  type TriggerRules,
} from '../../src/migration/throttle-trigger.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

/** Auto-converge at a threshold, and the periods, counted from 1, after which it throttled. */
function stepsAfter(
  threshold: number,
  periods: readonly (readonly [number, number])[],
  rules?: TriggerRules,
): number[] {
  const context = { clock: new VirtualClock(), trace: null };
  const trigger = new ThrottleTrigger(threshold, null, context, rules);
  return periods.flatMap(([sentBytes, dirtyBytes], index) =>
    trigger.exceeded(dirtyBytes, sentBytes) === null ? [] : [index + 1],
  );
}

const high = [1000, 501] as const;
const low = [1000, 500] as const;

test('the limit is a share of what was sent, in whole bytes', () => {
  expect(dirtyLimitBytes(1001, 50)).toBe(500);
  expect(dirtyLimitBytes(999, 33)).toBe(329);
});

describe('every second high period throttles', () => {
  test('a period is high when more than the limit was dirtied', () => {
    expect(stepsAfter(50, [low, low, low, low])).toEqual([]);
    expect(stepsAfter(50, [high, high, high, high, high])).toEqual([2, 4]);
  });

  test('high periods need not follow each other', () => {
    expect(stepsAfter(50, [high, low, low, high, low, high, low, high])).toEqual([4, 8]);
  });

  test('another threshold', () => {
    expect(stepsAfter(60, [high, high])).toEqual([]);
    expect(stepsAfter(10, [[1000, 101] as const, [1000, 101] as const])).toEqual([2]);
  });

  test('99 % takes 18 high periods', () => {
    const steps = stepsAfter(
      50,
      Array.from({ length: 18 }, () => high),
    );
    expect(steps).toHaveLength(9);
    expect(steps.at(-1)).toBe(18);
  });
});

describe('before 2.10', () => {
  const rules: TriggerRules = { highPeriods: 3, needsDirtyingBefore: true };

  test('the first period does not count, and then it is every third', () => {
    expect(
      stepsAfter(
        50,
        Array.from({ length: 10 }, () => high),
        rules,
      ),
    ).toEqual([4, 7, 10]);
  });

  test('nor does a period after one in which nothing was dirtied', () => {
    const still = [1000, 0] as const;
    expect(stepsAfter(50, [high, high, still, high, high, high], rules)).toEqual([6]);
  });
});
