import { describe, expect, test } from 'vitest';
import { type PossibleSweep, type SweptPeriod, sweepsOf } from '../../src/watch/swept-memory.js';

function period(
  seconds: number,
  newlyMib: number,
  waitingMib: number,
  dirtyBeforeMib = 200,
): SweptPeriod {
  return { seconds, newlyMib, waitingMib, dirtyBeforeMib };
}

/** 320 MiB that are swept in 6.5 s. */
const whole = period(12, 320, 0, Infinity);
const short = [period(4, 195, 84), period(3.5, 171, 124), period(2.5, 123, 94)];

/** Sweeps where other curves miss the periods by a tenth, the likeliest first. */
function sweeps(periods: readonly SweptPeriod[]): readonly PossibleSweep[] {
  return sweepsOf(periods, () => 0.1).toSorted((a, b) => b.odds - a.odds);
}

describe('memory that is swept', () => {
  test('is swept as fast in all periods, whatever waits', () => {
    const [likeliest] = sweeps([whole, whole, ...short]);
    expect(likeliest.mib).toBe(320);
    expect(likeliest.mibPerSecond).toBeCloseTo(49, 0);
    expect(likeliest.odds).toBeGreaterThan(10);
  });

  test('is swept faster where a sweep has come to all of what waits', () => {
    const [likeliest] = sweeps([whole, whole, period(5, 225, 20), period(2, 98, 90)]);
    expect(likeliest.mibPerSecond).toBeCloseTo(49, 0);
  });

  test('may be swept in part of what waits, if all was dirty', () => {
    const oddsIf = (dirtyBeforeMib: number) =>
      sweeps([whole, whole, period(4, 86, 157, dirtyBeforeMib), ...short])[0].odds;
    expect(oddsIf(319)).toBeGreaterThan(10);
    expect(oddsIf(200)).toBeLessThan(0.01);
  });

  test('is unlikely where a shorter period dirties more in a second', () => {
    const [likeliest] = sweeps([whole, whole, period(4, 195, 5), period(1, 90, 5)]);
    expect(likeliest.odds).toBeLessThan(0.1);
  });

  test('is not told before two periods have found all of it dirty', () => {
    expect(sweeps([whole, ...short])).toEqual([]);
  });

  test('is not told before a period was shorter than a sweep', () => {
    expect(sweeps([period(13, 250, 0, Infinity), whole, whole])).toEqual([]);
  });

  test('is none where nothing is written', () => {
    expect(sweeps([whole, whole, period(4, 0, 0)])).toEqual([]);
  });
});
