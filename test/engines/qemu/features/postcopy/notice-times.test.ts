import { expect, test } from 'vitest';
import { NoticeTimes } from '../../../../../src/engines/qemu/features/postcopy/notice-times.js';
import { RandomStream } from '../../../../../src/sim/random-stream.js';
import { ns } from '../../../../../src/sim/time.js';

test('times are exponential, one for each number of the stream, in its order', () => {
  const times = new NoticeTimes(ns(5000), new RandomStream('faults'));
  const random = new RandomStream('faults');
  let sum = 0;
  for (let fault = 0; fault < 1000; fault++) {
    const time = times.next();
    expect(time).toBe(-Math.log(1 - random.uniform()) * 5000);
    sum += time;
  }
  expect(sum / 1000).toBeGreaterThan(4500);
  expect(sum / 1000).toBeLessThan(5500);
});
