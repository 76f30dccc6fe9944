import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProgressSample } from '../../src/migration/progress.js';
import { CpuTimesTable, SampleTable } from '../../src/migration/sample-table.js';
import { NS_PER_MS, ns } from '../../src/sim/time.js';
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

test('a table of CPU times gives those of each moment, also of vCPUs that get clocks of their own', () => {
  const moments = fc.array(fc.tuple(number, number, fc.nat(), fc.integer({ min: 1, max: 9 })), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(moments, (added) => {
      const table = new CpuTimesTable();
      const times = added.map(([polledAtMs, migrationMs, now, vcpus]) => {
        const speeds = Array.from({ length: vcpus }, (_, vcpu) => vcpu + 1);
        const clocks = speeds.map((speed) => ({ runTimeAt: () => ns(now * speed) }));
        table.add(polledAtMs, migrationMs, clocks, ns(now));
        const vcpuRunMs = speeds.map((speed) => (now * speed) / NS_PER_MS);
        return { polledAtMs, vcpuRunMs, migrationMs };
      });
      expect(table.list()).toStrictEqual(times);
    }),
    draws(10, 4),
  );
});
