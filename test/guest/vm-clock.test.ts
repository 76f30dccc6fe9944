import { type Nanoseconds, ns } from '../../src/sim/time.js';
import { expect, test } from 'vitest';
import { VmClock } from '../../src/guest/vm-clock.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

test('its timers do not fire once the guest is stopped', () => {
  const clock = new VirtualClock();
  const guest: { stoppedAt: Nanoseconds | null } = { stoppedAt: null };
  const vmClock = new VmClock(clock, guest);
  const fired: number[] = [];
  for (const time of [1, 2, 3]) vmClock.schedule(ns(time), (now) => fired.push(now));
  clock.advanceTo(ns(1));
  guest.stoppedAt = ns(2);
  clock.advanceTo(ns(5));
  expect(fired).toEqual([1]);
  expect(vmClock.now).toBe(5);
});
