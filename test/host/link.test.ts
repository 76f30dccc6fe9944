import { expect, test } from 'vitest';
import { Link } from '../../src/host/link.js';
import { RandomStream } from '../../src/sim/random-stream.js';
import { NS_PER_MS, ns } from '../../src/sim/time.js';

const SEGMENT = 50 * NS_PER_MS;

function link(variability: number, correlationMs = 500, name = 'link'): Link {
  return new Link(
    { bytesPerNs: 2, variability, correlationTime: ns(correlationMs * NS_PER_MS) },
    new RandomStream(name),
  );
}

function rates(of: Link, count: number): number[] {
  return Array.from({ length: count }, (_, index) => of.bytesPerNsAt(ns(index * SEGMENT)));
}

test('without variability the rate is what the profile says, for ever', () => {
  const steady = link(0);
  expect(steady.bytesPerNsAt(ns(0))).toBe(2);
  expect(steady.bytesPerNsAt(ns(1e15))).toBe(2);
  expect(steady.rateHoldsUntil).toBe(Infinity);
});

test('a varying rate holds for 50 ms', () => {
  const varying = link(0.25);
  const first = varying.bytesPerNsAt(ns(0));
  expect(varying.rateHoldsUntil).toBe(SEGMENT);
  expect(varying.bytesPerNsAt(ns(SEGMENT - 1))).toBe(first);
  expect(varying.bytesPerNsAt(ns(SEGMENT))).not.toBe(first);
  expect(varying.rateHoldsUntil).toBe(2 * SEGMENT);
});

test('the rate at a time does not depend on how often it was asked for', () => {
  const asked = rates(link(0.25), 41);
  const skipped = link(0.25);
  expect(skipped.bytesPerNsAt(ns(40 * SEGMENT))).toBe(asked[40]);
});

test('each rate takes the next normal number of the stream, however many there are', () => {
  const random = new RandomStream('link');
  const persistence = Math.exp(-50 / 500);
  const novelty = Math.sqrt(1 - persistence * persistence);
  let deviation = random.normal();
  const expected = Array.from({ length: 100 }, () => {
    const rate = 2 * Math.exp(0.25 * deviation - (0.25 * 0.25) / 2);
    deviation = persistence * deviation + novelty * random.normal();
    return rate;
  });
  expect(rates(link(0.25), 100)).toEqual(expected);
});

test('mean, deviation and correlation are those of the profile', () => {
  const count = 60_000;
  const sample = rates(link(0.25), count);
  const mean = sample.reduce((sum, rate) => sum + rate, 0) / count;
  const logs = sample.map((rate) => Math.log(rate / 2));
  const center = logs.reduce((sum, log) => sum + log, 0) / count;
  const variance = logs.reduce((sum, log) => sum + (log - center) ** 2, 0) / count;
  const lagged =
    logs.slice(10).reduce((sum, log, i) => sum + (log - center) * (logs[i] - center), 0) / count;
  expect(mean).toBeGreaterThan(1.97);
  expect(mean).toBeLessThan(2.03);
  expect(Math.sqrt(variance)).toBeCloseTo(0.25, 2);
  // Ten segments are one correlation time.
  expect(lagged / variance).toBeGreaterThan(Math.exp(-1) - 0.05);
  expect(lagged / variance).toBeLessThan(Math.exp(-1) + 0.05);
});

test('another stream is another link', () => {
  expect(rates(link(0.25), 5)).toEqual(rates(link(0.25), 5));
  expect(rates(link(0.25, 500, 'a'), 5)).not.toEqual(rates(link(0.25, 500, 'b'), 5));
});
