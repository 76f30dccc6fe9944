import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dirtyRateGroups, type DirtyRateSample } from '../../src/engines/dirty-rate-groups.js';
import { draws } from '../support/draws.js';

type Groups = ReturnType<typeof dirtyRateGroups>;

/** MiB that the groups have dirtied after `seconds`: each is swept once in a period of its own. */
function dirtied(groups: Groups, seconds: number): number {
  return groups.reduce((sum, { mib, mibPerSecond }) => {
    const period = mib / mibPerSecond;
    return sum + mib * Math.min(1, seconds / period);
  }, 0);
}

/** A sample of `mib` dirtied in `seconds`. */
function sample(seconds: number, mib: number): DirtyRateSample {
  return { periodMs: seconds * 1000, mibPerSecond: mib / seconds };
}

describe('by hand', () => {
  test('one sample: one group that is swept in its period', () => {
    expect(dirtyRateGroups([{ periodMs: 2000, mibPerSecond: 30 }])).toEqual([
      { mib: 60, mibPerSecond: 30 },
    ]);
  });

  test('100 MiB in a second, 160 in two, 190 in five', () => {
    const groups = dirtyRateGroups([sample(5, 190), sample(1, 100), sample(2, 160)]);
    // Slopes 100, 60 and 10: groups of 40 in 1 s, 50 in 2 s, 10 in 5 s.
    expect(groups).toEqual([
      { mib: 40, mibPerSecond: 40 },
      { mib: 100, mibPerSecond: 50 },
      { mib: 50, mibPerSecond: 10 },
    ]);
  });

  test('a point on the line between its neighbours needs no group', () => {
    expect(dirtyRateGroups([sample(1, 10), sample(2, 20)])).toEqual([
      { mib: 20, mibPerSecond: 10 },
    ]);
  });
});

describe('what no such groups can have done', () => {
  test('a point below the line between its neighbours is left out', () => {
    const groups = dirtyRateGroups([sample(1, 100), sample(2, 300), sample(4, 400)]);
    expect(groups).toEqual(dirtyRateGroups([sample(2, 300), sample(4, 400)]));
    expect(dirtied(groups, 2)).toBeCloseTo(300);
    expect(dirtied(groups, 4)).toBeCloseTo(400);
  });

  test('pages do not become clean: a smaller total later changes nothing', () => {
    expect(dirtyRateGroups([sample(1, 100), sample(3, 90)])).toEqual([
      { mib: 100, mibPerSecond: 100 },
    ]);
  });

  test('of two samples of the same period the higher counts', () => {
    for (const [first, second] of [
      [40, 70],
      [70, 40],
      [70, 70],
    ]) {
      const groups = dirtyRateGroups([sample(1, first), sample(1, second), sample(2, 90)]);
      expect(groups).toEqual(dirtyRateGroups([sample(1, 70), sample(2, 90)]));
    }
  });
});

const times = fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 8 });
const steps = fc.record({ times, falls: fc.infiniteStream(fc.integer({ min: 1, max: 500 })) });

/** Points of a concave curve: slopes that fall from point to point. */
const concaveCurve = steps.map(({ times: gaps, falls }) => {
  let slope = 1 + gaps.length * 501;
  let ms = 0;
  let mib = 0;
  return gaps.map((gap) => {
    slope -= falls.next().value ?? 1;
    ms += gap;
    mib += (slope * gap) / 1000;
    return { ms, mib };
  });
});

test('a concave curve passes through every measured point', () => {
  fc.assert(
    fc.property(concaveCurve, (points) => {
      const groups = dirtyRateGroups(points.map(({ ms, mib }) => sample(ms / 1000, mib)));
      for (const { ms, mib } of points) expect(dirtied(groups, ms / 1000) / mib).toBeCloseTo(1, 6);
      const end = points[points.length - 1];
      expect(dirtied(groups, end.ms) / end.mib).toBeCloseTo(1, 6);
    }),
    draws(300, 81),
  );
});

test('any samples give a concave curve that lies nowhere below them', () => {
  const samples = fc.array(
    fc.record({
      periodMs: fc.integer({ min: 1, max: 60_000 }),
      mibPerSecond: fc.integer({ min: 1, max: 5000 }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(samples, (measured) => {
      const groups = dirtyRateGroups(measured);
      let highest = 0;
      for (const { periodMs, mibPerSecond } of measured) {
        const seconds = periodMs / 1000;
        const mib = mibPerSecond * seconds;
        highest = Math.max(highest, mib);
        expect(dirtied(groups, seconds)).toBeGreaterThan(mib * (1 - 1e-9));
        const chord = (dirtied(groups, seconds / 2) + dirtied(groups, seconds * 1.5)) / 2;
        expect(dirtied(groups, seconds)).toBeGreaterThan(chord * (1 - 1e-9));
      }
      // In the end as much is dirty as in the sample that saw most.
      expect(dirtied(groups, 1e6) / highest).toBeCloseTo(1, 6);
    }),
    draws(300, 82),
  );
});
