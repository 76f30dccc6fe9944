import { expect, test } from 'vitest';
import { simulate } from '../../src/engines/simulate.js';
import type { HostProfile, Parameter } from '../../src/profiles/host-profile.js';
import { drawnNumbers } from '../../src/profiles/uncertain-host.js';
import { hostOf, type HostNumbers } from '../../src/profiles/host.js';
import { RandomStream } from '../../src/sim/random-stream.js';
import { runRecord } from '../../src/results/run-record.js';
import { resolve } from '../../src/settings/resolve.js';
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

const resolved = hostOf(host);

function draw(repeat: number): HostNumbers {
  return drawnNumbers(resolved, (name) => new RandomStream(`seed/${repeat}/${name}`));
}

test('numbers with an uncertainty are drawn in each group, the others stay', () => {
  const { numbers } = resolved;
  const drawn = draw(1);
  const changed = Object.keys(numbers).filter(
    (name) => drawn[name as keyof HostNumbers] !== numbers[name as keyof HostNumbers],
  );
  expect(changed.toSorted()).toEqual(['timedWaitLateUs', 'untouchedPageNs', 'wakeUs']);
});

test('the same streams draw the same host', () => {
  expect(draw(3)).toEqual(draw(3));
  expect(draw(3)).not.toEqual(draw(4));
});

test('a standard error is the spread of the draws, a range is kept and filled', () => {
  const draws = Array.from({ length: 2000 }, (_, repeat) => draw(repeat));
  const untouched = draws.map(({ untouchedPageNs }) => untouchedPageNs);
  expect(mean(untouched)).toBeGreaterThan(1990);
  expect(mean(untouched)).toBeLessThan(2015);
  expect(standardDeviation(untouched)).toBeGreaterThan(92);
  expect(standardDeviation(untouched)).toBeLessThan(108);
  const late = draws.map(({ timedWaitLateUs }) => timedWaitLateUs);
  expect(Math.min(...late)).toBeGreaterThanOrEqual(50);
  expect(Math.min(...late)).toBeLessThan(55);
  expect(Math.max(...late)).toBeLessThanOrEqual(250);
  expect(Math.max(...late)).toBeGreaterThan(245);
});

test('a run that asks for it is of the drawn host, under its name', () => {
  const settings = { host, mem: 1, stressMem: 20 } as const;
  const run = (isDrawn: boolean, repeat: number) =>
    runRecord(simulate(resolve({ ...settings, uncertain: isDrawn }, { repeat })));
  expect(run(true, 1)).toMatchObject({ host: host.name, host_hash: run(false, 1).host_hash });
  const totals = [1, 2, 3, 4, 5, 6].map((repeat) => run(true, repeat).total_time_ms);
  expect(new Set(totals).size).toBeGreaterThan(3);
  expect(totals.map((_, index) => run(true, index + 1).total_time_ms)).toEqual(totals);
});
