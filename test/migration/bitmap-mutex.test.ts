import { type Nanoseconds, ns } from '../../src/sim/time.js';
import { expect, test } from 'vitest';
import { BitmapMutex } from '../../src/migration/bitmap-mutex.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

/** A mutex, and when work under it began. */
function mutexAndWork(duration: number) {
  const clock = new VirtualClock();
  const began: number[] = [];
  const work = (now: Nanoseconds): Nanoseconds => {
    began.push(now);
    return ns(now + duration);
  };
  return { clock, mutex: new BitmapMutex(clock), began, work };
}

test('work begins at once when no step is under way', () => {
  const { clock, mutex, began, work } = mutexAndWork(30);
  clock.advanceTo(ns(100));
  mutex.request(work);
  expect(began).toEqual([100]);
  expect(clock.now).toBe(100);
});

test('a request during a step waits for its end', () => {
  const { clock, mutex, began, work } = mutexAndWork(30);
  mutex.enterStep();
  clock.schedule(ns(40), () => mutex.request(work));
  clock.advanceTo(ns(100));
  expect(began).toEqual([]);
  mutex.leaveStep();
  expect(began).toEqual([100]);
});

test('the next step waits until the work is done, and events on the way take place', () => {
  const { clock, mutex, began, work } = mutexAndWork(30);
  const events: number[] = [];
  clock.schedule(ns(120), (now) => void events.push(now));
  mutex.enterStep();
  mutex.request(work);
  clock.advanceTo(ns(100));
  mutex.leaveStep();
  expect(clock.now).toBe(100);
  mutex.enterStep();
  expect(clock.now).toBe(130);
  expect(events).toEqual([120]);
  mutex.leaveStep();
  mutex.enterStep();
  expect(clock.now).toBe(130);
  expect(began).toEqual([100]);
});

test('the migration thread can sleep meanwhile, and then need not wait as long', () => {
  const { clock, mutex, work } = mutexAndWork(30);
  mutex.request(work);
  clock.advanceTo(ns(20));
  mutex.enterStep();
  expect(clock.now).toBe(30);
});

test('a request while other work is under way begins behind it', () => {
  const { clock, mutex, began, work } = mutexAndWork(30);
  mutex.request(work);
  mutex.request(work);
  expect(began).toEqual([0, 30]);
  mutex.enterStep();
  expect(clock.now).toBe(60);
});

test('work that is requested while the migration thread waits for other work is waited for, too', () => {
  const { clock, mutex, began, work } = mutexAndWork(30);
  mutex.request(work);
  clock.schedule(ns(30), () => mutex.request(work));
  mutex.enterStep();
  expect(began).toEqual([0, 30]);
  expect(clock.now).toBe(60);
});

test('when the switchover has begun, requests are dropped, those that wait as well', () => {
  const { clock, mutex, began, work } = mutexAndWork(30);
  mutex.enterStep();
  mutex.request(work);
  mutex.close();
  clock.advanceTo(ns(100));
  mutex.leaveStep();
  mutex.request(work);
  expect(began).toEqual([]);
  mutex.enterStep();
  expect(clock.now).toBe(100);
});
