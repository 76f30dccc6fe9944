import { ns } from '../../../../../src/sim/time.js';
import { expect, test } from 'vitest';
import { MissingPages } from '../../../../../src/memory/missing-pages.js';
import { PageBitmap } from '../../../../../src/memory/page-bitmap.js';
import { InFlight } from '../../../../../src/engines/qemu/features/postcopy/in-flight.js';

function flying() {
  const all = new PageBitmap(100);
  all.setRange(0, 100);
  const missing = new MissingPages(all);
  const inFlight = new InFlight(missing);
  inFlight.add({ start: 10, end: 14, firstArrival: ns(1000), spacing: ns(100) });
  inFlight.add({ start: 50, end: 52, firstArrival: ns(2000), spacing: ns(0) });
  return { missing, inFlight };
}

test('knows when a page is placed, and of which it does not know', () => {
  const { inFlight } = flying();
  expect([10, 13, 51].map((page) => inFlight.arrivalOf(page))).toEqual([1000, 1300, 2000]);
  expect(inFlight.arrivalOf(14)).toBe(Infinity);
});

test('places page after page', () => {
  const { inFlight, missing } = flying();
  const left = [999, 1000, 1199, 1299, 1300, 1999, 2000].map((time) => {
    inFlight.placeUpTo(ns(time));
    return missing.count(0, 100);
  });
  expect(left).toEqual([100, 99, 98, 97, 96, 96, 94]);
  expect(missing.has(13)).toBe(false);
  expect(inFlight.arrivalOf(13)).toBe(Infinity);
});

test('what is added later is placed too', () => {
  const { inFlight, missing } = flying();
  inFlight.placeUpTo(ns(5000));
  inFlight.add({ start: 0, end: 10, firstArrival: ns(6000), spacing: ns(10) });
  inFlight.placeUpTo(ns(6045));
  expect(missing.count(0, 10)).toBe(5);
});
