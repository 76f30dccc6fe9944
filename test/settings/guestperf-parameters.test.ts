import { expect, test } from 'vitest';
import {
  guestperfParametersSchema,
  parameterDefaults,
  parameterRanges,
} from '../../src/settings/guestperf-parameters.js';

test('every default lies within its range', () => {
  for (const [name, { min, max }] of Object.entries(parameterRanges)) {
    const value = parameterDefaults[name as keyof typeof parameterDefaults];
    expect(value, name).toBeGreaterThanOrEqual(min);
    expect(value, name).toBeLessThanOrEqual(max);
  }
});

test("absent parameters are guestperf's defaults", () => {
  expect(guestperfParametersSchema.parse({})).toEqual({
    ...parameterDefaults,
    autoConverge: false,
    throttleTailslow: false,
  });
});
