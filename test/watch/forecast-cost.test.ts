import { expect, test, vi } from 'vitest';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { EngineForecaster } from '../../src/watch/engine-forecaster.js';
import type { WeighedFuture } from '../../src/watch/future.js';
import { reading } from '../support/readings.js';

/** How many futures a forecast in the first pass of such a guest simulates. */
function futuresOf(gib: number): number {
  const { ram } = reading(1000);
  if (ram === null) throw new RangeError('a reading without RAM');
  const totalBytes = gib * 2 ** 30;
  const remainingBytes = totalBytes - 100 * 2 ** 20;
  const forecaster = new EngineForecaster(
    { profile: loadHostProfile('generic-10g'), hasKnownLink: false },
    '1',
  );
  forecaster.observe(reading(1000, { ram: { ...ram, totalBytes, remainingBytes } }));
  const forecasts: { future(): WeighedFuture } = EngineForecaster.prototype as never;
  const future = vi.spyOn(forecasts, 'future');
  future.mockReturnValue({ endMs: null, downtimeMs: null, syncs: 3, modelMiss: 0 });
  forecaster.forecast();
  const { length } = future.mock.calls;
  future.mockRestore();
  return length;
}

test('a forecast of a huge guest, whose futures cost more, looks at fewer', () => {
  expect(futuresOf(8)).toBe(32);
  expect(futuresOf(64)).toBeLessThan(24);
  expect(futuresOf(1024)).toBe(8);
});
