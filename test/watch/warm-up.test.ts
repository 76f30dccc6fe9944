import { expect, test } from 'vitest';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { EngineForecaster } from '../../src/watch/engine-forecaster.js';
import type { Forecast } from '../../src/watch/forecast.js';
import { warmUp } from '../../src/watch/warm-up.js';

test('what is made up is forecast by the engine, as an answer of a migration would be', () => {
  const host = { profile: loadHostProfile('generic-10g'), hasKnownLink: false };
  const forecaster = new EngineForecaster(host, '1');
  const made: Forecast[] = [];
  const passes: unknown[] = [];
  warmUp({
    observe: (reading) => {
      passes.push(reading.ram?.dirtySyncCount);
      forecaster.observe(reading);
    },
    setup: (known) => forecaster.setup(known),
    changes: () => [],
    forecast: () => {
      const forecast = forecaster.forecast();
      made.push(forecast);
      return forecast;
    },
  });
  // The first forecast of a real migration is in its first pass.
  expect(passes).toEqual([1, 2]);
  // What the engine refuses to simulate has no end.
  expect(made.map(({ endMs }) => endMs === null)).toEqual([false, false]);
});
