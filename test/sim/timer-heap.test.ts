import { ns } from '../../src/sim/time.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimerHeap } from '../../src/sim/timer-heap.js';

test('no timer is set at first', () => {
  expect(new TimerHeap(3).nextTime).toBe(Infinity);
  expect(new TimerHeap(0).nextTime).toBe(Infinity);
});

test('the earliest comes first, of equal ones the lowest owner, whatever was set before', () => {
  const settings = fc.array(
    fc.record({ owner: fc.nat(8), time: fc.constantFrom(1, 2, 3, 50, 60.5, Infinity) }),
  );
  fc.assert(
    fc.property(settings, (changes) => {
      const heap = new TimerHeap(9);
      const times = Array.from({ length: 9 }, () => Infinity);
      for (const { owner, time } of changes) {
        heap.set(owner, ns(time));
        times[owner] = time;
        expect(heap.nextTime).toBe(Math.min(...times));
        expect(heap.nextOwner).toBe(times.indexOf(Math.min(...times)));
      }
    }),
  );
});
