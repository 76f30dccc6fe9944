import { describe, expect, test } from 'vitest';
import { simulate } from '../../../../src/engines/simulate.js';
import { resolve, type Settings } from '../../../../src/settings/resolve.js';
import { isDeep, quickOnes } from '../../../support/draws.js';

/** The guest of docs/strategies.md, and a part of it: of its vCPUs, memory, hot set and link. */
const parts = quickOnes([1, 8], (part) => part > 1);

/** A guest with a hot set that fits below the downtime limit. */
function guest(part: number, more: Settings) {
  const settings: Settings = {
    host: 'smartx-v2',
    linkGbit: 1.901 / part,
    qemu: '9.2',
    cpus: 16 / part,
    mem: 32 / part,
    workload: {
      kind: 'hot-cold',
      workingSetMib: 4096 / part,
      mibPerSecond: 100,
      hotPagesPercent: 10,
      hotWritesPercent: 90,
    },
    downtime: 2000,
    maxIters: 2000,
    maxTime: 120,
    verify: true,
    ...more,
  };
  return resolve(settings, { name: 'hot', mode: 'any', repeat: 1 });
}

describe.each(parts)('a guest of 32 GiB, divided by %i', (part) => {
  test.runIf(isDeep)(
    'a hot set below the downtime limit converges without a throttle, and not without holding back',
    () => {
      expect(simulate(guest(part, {})).status).toBe('cancelled');
      const result = simulate(guest(part, { strategy: 'hot-pages' }));
      expect(result).toMatchObject({ status: 'completed', maxThrottlePercent: 0 });
      expect(result.totalTimeMs).toBeLessThan(60_000);
      expect(result.oracle?.lostPages).toBe(0);
    },
  );

  test('what is held back is sent at the end of a pass if it is too much for the switchover', () => {
    const events: string[] = [];
    const tooMuch = guest(part, { strategy: 'hot-pages', downtime: 100, maxTime: 60 });
    simulate(tooMuch, { trace: (_, { event }) => void events.push(event) });
    expect(events).toContain('held-pages-due');
  });
});
