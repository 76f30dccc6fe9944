import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallestThat } from '../../src/advise/bisect.js';

test('finds a bound to within its precision, from above', async () => {
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 1.01, max: 999, noNaN: true }), async (bound) => {
      const found = await smallestThat(1, 1000, 0.1, async (values) =>
        values.findIndex((value) => value >= bound),
      );
      expect(found).toBeGreaterThanOrEqual(bound);
      expect(found).toBeLessThanOrEqual(bound * 1.1 + 1e-9);
    }),
  );
});
