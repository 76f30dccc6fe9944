import { expect, test } from 'vitest';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { EngineForecaster } from '../../src/watch/engine-forecaster.js';
import type { Forecast } from '../../src/watch/forecast.js';
import { warmUp } from '../../src/watch/warm-up.js';

test('what is made up is forecast by the engine, as an answer of a migration would be', () => {
  const host = { profile: loadHostProfile('generic-10g'), hasKnownLink: false };
  const forecaster = new EngineForecaster(host, '1');
  const made: Forecast[] = [];
  warmUp({
    observe: (reading) => forecaster.observe(reading),
    setup: (known) => forecaster.setup(known),
    changes: () => [],
    forecast: () => {
      const forecast = forecaster.forecast();
      made.push(forecast);
      return forecast;
    },
  });
  expect(new Set(made).size).toBe(2);
  expect(made.some(({ endMs }) => endMs !== null)).toBe(true);
});
