import { ns } from '../../src/sim/time.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue } from '../../src/sim/event-queue.js';

test('an empty queue has no next event', () => {
  const queue = new EventQueue();
  expect(queue.nextTime).toBe(Infinity);
  expect(() => queue.pop()).toThrow(RangeError);
});

test('events come in order of time, and of scheduling at the same time', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 40 }), (times) => {
      const queue = new EventQueue();
      const popped: { time: number; order: number }[] = [];
      times.forEach((time, order) => queue.schedule(ns(time), () => popped.push({ time, order })));
      while (queue.nextTime !== Infinity) {
        const time = queue.nextTime;
        queue.pop()(time);
        expect(popped.at(-1)?.time).toBe(time);
      }
      const expected = times
        .map((time, order) => ({ time, order }))
        .sort((a, b) => a.time - b.time || a.order - b.order);
      expect(popped).toEqual(expected);
    }),
  );
});

test('an event costs little where hundreds of thousands are pending', () => {
  const queue = new EventQueue();
  const count = 400_000;
  for (let time = 0; time < count; time++) queue.schedule(ns(time), () => {});
  expect(queue.nextTime).toBe(0);
  for (let time = 0; time < count; time++) queue.pop();
  expect(queue.nextTime).toBe(Infinity);
});

test('no event is scheduled at a time that is none', () => {
  expect(() => new EventQueue().schedule(ns(Number.NaN), () => {})).toThrow(RangeError);
});
