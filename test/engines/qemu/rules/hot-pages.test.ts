import { expect, test } from 'vitest';
import { simulate } from '../../../../src/engines/simulate.js';
import { resolve, type Settings } from '../../../../src/settings/resolve.js';

/** A guest with a hot set that fits below the downtime limit, of docs/strategies.md. */
function migration(more: Settings) {
  const settings: Settings = {
    host: 'smartx-v2',
    qemu: '9.2',
    cpus: 16,
    mem: 32,
    workload: 'hot-cold',
    downtime: 2000,
    maxIters: 2000,
    maxTime: 120,
    verify: true,
    ...more,
  };
  return simulate(resolve(settings, { name: 'hot', mode: 'any', repeat: 1 }));
}

test('a hot set below the downtime limit converges without a throttle, and not without holding back', () => {
  expect(migration({}).status).toBe('cancelled');
  const result = migration({ strategy: 'hot-pages' });
  expect(result).toMatchObject({ status: 'completed', maxThrottlePercent: 0 });
  expect(result.totalTimeMs).toBeLessThan(60_000);
  expect(result.oracle?.lostPages).toBe(0);
});

test('what is held back is sent at the end of a pass if it is too much for the switchover', () => {
  const events: string[] = [];
  const settings = { strategy: 'hot-pages', downtime: 100, maxTime: 60 };
  const scenario = resolve(
    { host: 'smartx-v2', cpus: 16, mem: 32, workload: 'hot-cold', ...settings },
    { name: 'hot', mode: 'any', repeat: 1 },
  );
  simulate(scenario, { trace: (_, { event }) => void events.push(event) });
  expect(events).toContain('held-pages-due');
});
