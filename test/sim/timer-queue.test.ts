import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimerQueue } from '../../src/sim/timer-queue.js';
import { ns } from '../../src/sim/time.js';

const OWNERS = 9;

test('no timer is set at first', () => {
  expect(new TimerQueue(3).nextTime).toBe(Infinity);
  expect(new TimerQueue(0).nextTime).toBe(Infinity);
});

test('the earliest comes first, of equal ones the lowest owner, whatever was set before', () => {
  const settings = fc.array(
    fc.record({ owner: fc.nat(OWNERS - 1), time: fc.constantFrom(1, 2, 3, 50, 60.5, Infinity) }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(settings, (changes) => {
      const timers = new TimerQueue(OWNERS);
      const times = Array.from({ length: OWNERS }, () => Infinity);
      const expectNext = (): void => {
        const earliest = Math.min(...times);
        expect(timers.nextTime).toBe(earliest);
        if (earliest < Infinity) expect(timers.nextOwner).toBe(times.indexOf(earliest));
      };
      for (const { owner, time } of changes) {
        // Who has a timer waits for it.
        while (times[owner] < Infinity) {
          expectNext();
          times[timers.nextOwner] = Infinity;
          timers.shift();
        }
        timers.set(owner, ns(time));
        times[owner] = time;
        expectNext();
      }
    }),
  );
});
