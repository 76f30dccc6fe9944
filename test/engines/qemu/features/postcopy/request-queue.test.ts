import { ns } from '../../../../../src/sim/time.js';
import { expect, test } from 'vitest';
import { RequestQueue } from '../../../../../src/engines/qemu/features/postcopy/request-queue.js';

test('first in, first out, each with its time', () => {
  const queue = new RequestQueue();
  expect(queue.nextArrival).toBe(Infinity);
  queue.push(7, ns(100));
  queue.push(3, ns(150));
  expect([queue.nextArrival, queue.shift(), queue.nextArrival]).toEqual([100, 7, 150]);
  queue.push(9, ns(200));
  expect([queue.shift(), queue.shift(), queue.nextArrival]).toEqual([3, 9, Infinity]);
});
