import { ns } from '../../../../../src/sim/time.js';
import { expect, test } from 'vitest';
import { RequestQueue } from '../../../../../src/engines/qemu/features/postcopy/request-queue.js';

/** The next request, which is removed. */
function taken(queue: RequestQueue): readonly [page: number, vcpu: number, arrival: number] {
  const next = [queue.nextPage, queue.nextVcpu, queue.nextArrival] as const;
  queue.shift();
  return next;
}

test('first in, first out, each with its vCPU and its time', () => {
  const queue = new RequestQueue();
  expect(queue.nextArrival).toBe(Infinity);
  queue.push(7, 2, ns(100));
  queue.push(3, 0, ns(150));
  expect([queue.nextArrival, taken(queue)]).toEqual([100, [7, 2, 100]]);
  queue.push(9, 1, ns(200));
  expect([taken(queue), taken(queue), queue.nextArrival]).toEqual([
    [3, 0, 150],
    [9, 1, 200],
    Infinity,
  ]);
});

test('as many as there are vCPUs, beyond the room of the beginning', () => {
  const queue = new RequestQueue();
  const expected: unknown[] = [];
  const seen: unknown[] = [];
  for (let request = 0; request < 3000; request++) {
    queue.push(2 ** 31 + request, request % 700, ns(request + 0.5));
    expected.push([2 ** 31 + request, request % 700, request + 0.5]);
    if (request >= 600) seen.push(taken(queue));
  }
  while (queue.nextArrival < Infinity) seen.push(taken(queue));
  expect(seen).toEqual(expected);
});
