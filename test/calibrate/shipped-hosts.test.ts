import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  calibratedHost,
  DIFFERENCE_STEP,
  type FittedNumber,
  freeParameters,
} from '../../src/calibrate/calibrate.js';
import { calibrationMisses } from '../../src/calibrate/calibration-misses.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import type { HostParameterName } from '../../src/profiles/host-profile.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import { loadPublishedReference } from '../../src/validate/published-reference.js';
import { deepOnes, quickOnes } from '../support/draws.js';

const modes = ['original'];

/**
 * How much better a neighbour may be by chance: with these the draws of the link change, and eight
 * repeats do not even that out. A calibration goes where the slope leads, not over such ripples.
 */
const roughness: Partial<Record<HostParameterName, number>> = {
  linkVariability: 0.12,
  linkCorrelationMs: 0.12,
};

/** The published test beds with the loss that their calibration ends with. */
describe.each([
  ['smartx-v1', 'auto-converge-refinements-v1', 8.202],
  ['smartx-v2', 'auto-converge-refinements-v2', 3.435],
])('%s', (name, referenceName, expectedLoss) => {
  const reference = loadPublishedReference(referenceName);
  const start = loadHostProfile(name);
  const stated = freeParameters.map((parameter) => start.parameters[parameter.name]);
  const shipped = stated.map(({ value }) => value);

  /** The host that a calibration would write if it had found `numbers`. */
  const hostWith = (numbers: readonly FittedNumber[]) => {
    const description = `Test bed of the published tables ${referenceName}.`;
    return calibratedHost(reference, start, { name, description, modes }, numbers);
  };
  const hostAt = (point: readonly number[]) =>
    hostWith(point.map((value) => ({ value, uncertainty: null })));
  const lossAt = (point: readonly number[]): number =>
    calibrationMisses(reference, modes, hostAt(point)).reduce((sum, miss) => sum + miss * miss, 0);

  test('a calibration that finds the shipped numbers writes the shipped file', () => {
    const file = join(packageRoot(), 'profiles', 'hosts', `${name}.json`);
    const found = stated.map(({ value, uncertainty = null }) => ({ value, uncertainty }));
    expect(`${JSON.stringify(hostWith(found), null, 2)}\n`).toBe(readFileSync(file, 'utf8'));
  });

  const least = lossAt(shipped);

  test('the loss at the shipped numbers is what the calibration ended with', () => {
    expect(least).toBeCloseTo(expectedLoss, 3);
  });

  const numbers = freeParameters.map((parameter, index) => [parameter.name, index] as const);
  const links = quickOnes(numbers, ([number]) => /^link(Gbit|Variability)/.test(number));
  // Each neighbour is as much work as all tests above.
  test.each(deepOnes(links, () => false))('no neighbour in %s is better', (parameter, index) => {
    for (const factor of [1 + DIFFERENCE_STEP, 1 / (1 + DIFFERENCE_STEP)]) {
      const neighbour = shipped.with(index, Number((shipped[index] * factor).toPrecision(4)));
      expect(lossAt(neighbour)).toBeGreaterThan(least * (1 - (roughness[parameter] ?? 0)));
    }
  });
});
