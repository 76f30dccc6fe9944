import { expect, test } from 'vitest';
import { stopGuest } from '../../src/migration/switchover-steps.js';
import { RunClock } from '../../src/guest/run-clock.js';
import { NS_PER_MS, ns } from '../../src/sim/time.js';
import { memoryWithRegions, migrationContext } from '../support/engine.js';

const ms = (count: number) => ns(count * NS_PER_MS);

/** How long a stop takes that is asked for after 10 ms, of vCPUs that sleep 90 of each 100 ms. */
function stopMs(stopWaitsForSleepers: boolean, wasStopped = false): number {
  const context = migrationContext({
    memory: memoryWithRegions(64, []),
    costs: { vcpuStop: ms(2), stopWaitsForSleepers },
  });
  if (context.guest.clock instanceof RunClock) context.guest.clock.setThrottle(90, ns(0));
  context.clock.advanceTo(ms(10));
  if (wasStopped) context.guest.stop(ms(10));
  stopGuest(context);
  return context.clock.now / NS_PER_MS - 10;
}

test('a stop ends the sleep of a throttled vCPU', () => {
  expect(stopMs(false)).toBe(2);
});

test('before QEMU 4.2 it waits until the sleep is over', () => {
  expect(stopMs(true)).toBe(80);
});

test('a guest that somebody has paused stands still already', () => {
  expect(stopMs(true, true)).toBe(0);
});
