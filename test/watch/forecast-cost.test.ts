import { expect, test, vi } from 'vitest';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { EngineForecaster } from '../../src/watch/engine-forecaster.js';
import { reading } from '../support/readings.js';

const simulated = vi.hoisted(() => ({ futures: 0 }));
vi.mock('../../src/engines/simulate.js', () => ({
  simulate: () => {
    simulated.futures++;
    return { status: 'cancelled', dirtySyncCount: 3 };
  },
}));

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
  simulated.futures = 0;
  forecaster.forecast();
  return simulated.futures;
}

test('a forecast of a huge guest, whose futures cost more, looks at fewer', () => {
  expect(futuresOf(8)).toBe(32);
  expect(futuresOf(64)).toBeLessThan(24);
  expect(futuresOf(1024)).toBe(8);
});
