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
  inFlight.add(10, 14, ns(1000), ns(100));
  inFlight.add(50, 52, ns(2000), ns(0));
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
  inFlight.add(0, 10, ns(6000), ns(10));
  inFlight.placeUpTo(ns(6045));
  expect(missing.count(0, 10)).toBe(5);
});

test('hundreds of runs on their way, of which some are placed meanwhile', () => {
  const all = new PageBitmap(3000);
  all.setRange(0, 3000);
  const missing = new MissingPages(all);
  const inFlight = new InFlight(missing);
  for (let run = 0; run < 1000; run++) {
    inFlight.add(3 * run, 3 * run + 3, ns(10 * run), ns(2));
    // The runs before the last 100, and the first page of the next one.
    if (run >= 400) inFlight.placeUpTo(ns(10 * (run - 100)));
    if (run >= 400) expect(missing.next(0, 3000)).toBe(3 * (run - 100) + 1);
    expect(inFlight.arrivalOf(3 * run + 2)).toBe(10 * run + 4);
  }
  expect(inFlight.arrivalOf(3 * 899 + 1)).toBe(8992);
  expect(inFlight.arrivalOf(3 * 899)).toBe(Infinity);
  inFlight.placeUpTo(ns(9994));
  expect(missing.count(0, 3000)).toBe(0);
});
