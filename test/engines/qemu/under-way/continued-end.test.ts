import { describe, expect, test } from 'vitest';
import { underWay } from '../../../../src/engines/qemu/under-way/under-way.js';
import { simulate } from '../../../../src/engines/simulate.js';
import { deepOnes } from '../../../support/draws.js';
import { interrupted } from '../../../support/interrupted.js';
import { scenario, type ScenarioChanges } from '../../../support/scenarios.js';

/**
 * What comes after a cut follows from what is not seen as well: where in its sweep the guest is, where the scan is, when
 * the throttle's timer ticks. Ends are off by a few percent of the whole time for that.
 */
const TOLERANCE = 0.06;

const guests: readonly (readonly [string, ScenarioChanges])[] = [
  [
    'stress that is throttled',
    { stressMem: 1024, cpus: 4, mem: 4, autoConverge: true, host: { linkGbitPerSecond: 5 } },
  ],
  [
    'stress with background syncs',
    {
      stressMem: 2000,
      cpus: 4,
      mem: 4,
      qemu: '10.0',
      backgroundSync: 'merged',
      autoConverge: true,
      host: { linkGbitPerSecond: 2 },
    },
  ],
  [
    'a dirty rate',
    {
      mem: 4,
      workload: {
        kind: 'dirty-rate',
        samples: [
          { periodMs: 1000, mibPerSecond: 400 },
          { periodMs: 10_000, mibPerSecond: 200 },
        ],
      },
      host: { linkGbitPerSecond: 5 },
    },
  ],
  [
    'random writes that are throttled',
    {
      mem: 4,
      autoConverge: true,
      downtime: 300,
      workload: { kind: 'random', workingSetMib: 1000, mibPerSecond: 1200, pacing: 'cpu' },
      host: { linkGbitPerSecond: 5 },
      sleep: 10,
    },
  ],
  [
    'a hot and a cold part',
    {
      mem: 4,
      workload: {
        kind: 'hot-cold',
        workingSetMib: 1500,
        mibPerSecond: 500,
        hotPagesPercent: 10,
        hotWritesPercent: 90,
      },
      host: { linkGbitPerSecond: 8 },
      sleep: 10,
    },
  ],
];

describe.each(guests)('%s', (_, changes) => {
  const whole = scenario(changes);
  let wholeMs: number | null = null;

  test.each(deepOnes([0.1, 0.5, 0.75, 0.9], (part) => part === 0.1 || part === 0.75))(
    'ends as it would, seen at %d of its time',
    (part) => {
      wholeMs ??= simulate(whole).totalTimeMs;
      const { result, seen } = interrupted(whole, wholeMs * part);
      if (seen === null) throw new Error('somebody syncs just then');
      const continued = simulate(underWay(whole, seen));
      expect(continued.status).toBe(result.status);
      const off = Math.abs(continued.totalTimeMs - result.totalTimeMs) / result.totalTimeMs;
      expect(off).toBeLessThan(TOLERANCE);
    },
  );
});
