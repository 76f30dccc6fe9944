import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fairShare, thinOut, withoutRepeats } from '../../src/plot/thin-out.js';

const line = fc
  .array(fc.tuple(fc.double({ min: 0, max: 1000, noNaN: true }), fc.integer()), { minLength: 1 })
  .map((pairs) => {
    const sorted = pairs.sort(([a], [b]) => a - b);
    return { seconds: sorted.map(([s]) => s), values: sorted.map(([, v]) => v) };
  });

test('a thinned line keeps its ends, its lowest and its highest value, and the order of time', () => {
  fc.assert(
    fc.property(line, fc.integer({ min: 4, max: 60 }), (points, maxPoints) => {
      const thin = thinOut(points, maxPoints);
      expect(thin.seconds.length).toBeLessThanOrEqual(Math.max(maxPoints, 4));
      expect(thin.seconds[0]).toBe(points.seconds[0]);
      expect(thin.seconds.at(-1)).toBe(points.seconds.at(-1));
      expect(Math.max(...thin.values)).toBe(Math.max(...points.values));
      expect(Math.min(...thin.values)).toBe(Math.min(...points.values));
      expect([...thin.seconds].sort((a, b) => a - b)).toEqual(thin.seconds);
    }),
  );
});

test('a single peak among thousands of points stays where it was', () => {
  const seconds = Array.from({ length: 10_000 }, (_, at) => at / 10);
  const values = seconds.map((second) => (second === 417.3 ? 9000 : 300));
  const thin = thinOut({ seconds, values }, 100);
  expect(thin.seconds[thin.values.indexOf(9000)]).toBe(417.3);
});

test('repeats inside a level stretch go, its two ends stay', () => {
  const steps = withoutRepeats({ seconds: [0, 1, 2, 3, 4, 5], values: [0, 0, 0, 20, 20, 30] });
  expect(steps).toEqual({ seconds: [0, 2, 3, 4, 5], values: [0, 0, 20, 20, 30] });
});

test.each([
  { lengths: [10, 10, 1000], budget: 120, share: 100 },
  { lengths: [10, 20], budget: 100, share: 20 },
  { lengths: [500, 500], budget: 100, share: 50 },
  { lengths: [], budget: 100, share: 0 },
])('lines of $lengths points share $budget: $share each', ({ lengths, budget, share }) => {
  expect(fairShare(lengths, budget)).toBe(share);
});
