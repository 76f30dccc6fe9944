import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CpuTimes, ProgressSample } from '../../src/migration/progress.js';
import { CpuTimesTable, SampleTable } from '../../src/migration/sample-table.js';
import { draws } from '../support/draws.js';

const number = fc.double({ min: 0, noNaN: true });

const sample: fc.Arbitrary<ProgressSample> = fc.record(
  {
    polledAtMs: number,
    status: fc.constantFrom('setup', 'active', 'postcopy-active', 'completed'),
    durationMs: number,
    transferredBytes: number,
    remainingBytes: number,
    totalBytes: number,
    duplicatePages: number,
    normalPages: number,
    dirtyPagesPerSecond: number,
    megabitsPerSecond: number,
    dirtySyncCount: number,
    expectedDowntimeMs: number,
    throttlePercent: number,
  },
  { noNullPrototype: true },
);

const limited = fc
  .tuple(sample, number, number)
  .map(([plain, dirtyLimitThrottleTimePerRoundUs, dirtyLimitRingFullTimeUs]) => ({
    ...plain,
    dirtyLimitThrottleTimePerRoundUs,
    dirtyLimitRingFullTimeUs,
  }));

const cpuTimes = (vcpus: number): fc.Arbitrary<CpuTimes> =>
  fc.record(
    {
      polledAtMs: number,
      vcpuRunMs: fc.array(number, { minLength: vcpus, maxLength: vcpus }),
      migrationMs: number,
    },
    { noNullPrototype: true },
  );

test('a table of answers gives what was added, with or without the dirty limit', () => {
  const answers = fc.array(fc.oneof(sample, limited), { maxLength: 300, size: 'max' });
  fc.assert(
    fc.property(answers, (added) => {
      const table = new SampleTable();
      for (const answer of added) table.add(answer);
      expect(table.list()).toStrictEqual(added);
    }),
    draws(10, 3),
  );
});

test('a number that is none is told as that', () => {
  const table = new SampleTable();
  const [answer] = fc.sample(limited, { seed: 1, numRuns: 1 });
  table.add({ ...answer, dirtyLimitThrottleTimePerRoundUs: NaN });
  expect(table.list()[0].dirtyLimitThrottleTimePerRoundUs).toBeNaN();
});

test('a table of CPU times gives what was added, for any number of vCPUs', () => {
  const lists = fc.integer({ min: 1, max: 9 }).chain((vcpus) => fc.array(cpuTimes(vcpus)));
  fc.assert(
    fc.property(lists, (added) => {
      const table = new CpuTimesTable();
      for (const times of added) table.add(times);
      expect(table.list()).toStrictEqual(added);
    }),
    draws(10, 4),
  );
});
