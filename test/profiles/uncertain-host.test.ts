import { expect, test } from 'vitest';
import type { HostProfile, Parameter } from '../../src/profiles/host-profile.js';
import { uncertainHost } from '../../src/profiles/uncertain-host.js';
import { RandomStream } from '../../src/sim/random-stream.js';
import { mean, standardDeviation } from '../../src/statistics/summary.js';
import { hostProfile } from '../support/hosts.js';

const plain = hostProfile();

/** A host of which a number of each kind is uncertain. */
const host: HostProfile = {
  ...plain,
  timedWaitLateUs: uncertain(100, { low: 50, high: 250 }),
  postcopy: { wakeUs: uncertain(10, { low: 5, high: 25 }) },
  parameters: {
    ...plain.parameters,
    untouchedPageNs: uncertain(2000, { standardError: 100 }),
    contentPageNs: uncertain(700, 'not identifiable'),
  },
};

function uncertain(value: number, uncertainty: Parameter['uncertainty']): Parameter {
  return { value, provenance: 'measured', uncertainty, source: 'made up' };
}

function draw(repeat: number): HostProfile {
  return uncertainHost(host, (name) => new RandomStream(`seed/${repeat}/${name}`));
}

test('numbers with an uncertainty are drawn in each group, the others stay', () => {
  const drawn = draw(1);
  expect(drawn.parameters.untouchedPageNs.value).not.toBe(2000);
  expect(drawn.timedWaitLateUs?.value).not.toBe(100);
  expect(drawn.postcopy?.wakeUs?.value).not.toBe(10);
  expect(drawn.parameters.contentPageNs).toEqual(host.parameters.contentPageNs);
  const { untouchedPageNs: _, ...others } = drawn.parameters;
  const { untouchedPageNs: __, ...given } = host.parameters;
  expect(others).toEqual(given);
});

test('the same streams draw the same host', () => {
  expect(draw(3)).toEqual(draw(3));
  expect(draw(3)).not.toEqual(draw(4));
});

test('a standard error is the spread of the draws, a range is kept and filled', () => {
  const draws = Array.from({ length: 2000 }, (_, repeat) => draw(repeat));
  const untouched = draws.map(({ parameters }) => parameters.untouchedPageNs.value);
  expect(mean(untouched)).toBeGreaterThan(1990);
  expect(mean(untouched)).toBeLessThan(2015);
  expect(standardDeviation(untouched)).toBeGreaterThan(92);
  expect(standardDeviation(untouched)).toBeLessThan(108);
  const late = draws.map(({ timedWaitLateUs }) => timedWaitLateUs!.value);
  expect(Math.min(...late)).toBeGreaterThanOrEqual(50);
  expect(Math.min(...late)).toBeLessThan(55);
  expect(Math.max(...late)).toBeLessThanOrEqual(250);
  expect(Math.max(...late)).toBeGreaterThan(245);
});
