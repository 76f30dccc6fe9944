import { expect, test } from 'vitest';
import { VmClock } from '../../src/guest/vm-clock.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

test('its timers do not fire once the guest is stopped', () => {
  const clock = new VirtualClock();
  const guest: { stoppedAt: number | null } = { stoppedAt: null };
  const vmClock = new VmClock(clock, guest);
  const fired: number[] = [];
  for (const time of [1, 2, 3]) vmClock.schedule(time, (now) => fired.push(now));
  clock.advanceTo(1);
  guest.stoppedAt = 2;
  clock.advanceTo(5);
  expect(fired).toEqual([1]);
  expect(vmClock.now).toBe(5);
});
