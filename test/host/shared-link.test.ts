import { expect, test } from 'vitest';
import type { Link } from '../../src/host/link.js';
import { SharedLink } from '../../src/host/shared-link.js';
import { ns } from '../../src/sim/time.js';

/** A link of 2 bytes/ns. */
function sharedLink(): SharedLink {
  const link = { bytesPerNsAt: () => 2, rateHoldsUntil: Infinity };
  return new SharedLink(link as unknown as Link);
}

/** When each of the bookings [start, bytes] has left. */
function booked(link: SharedLink, ...bookings: readonly (readonly [number, number])[]): number[] {
  return bookings.map(([start, bytes]) => link.book(ns(start), bytes));
}

test('packets follow each other, and a later one begins when it is there', () => {
  expect(booked(sharedLink(), [0, 200], [0, 100], [500, 100])).toEqual([100, 150, 550]);
});

test('a packet that was there before takes the time that was left', () => {
  // Idle from 100 to 500: 200 bytes fit into 100 ns of it, at once and then behind them.
  expect(booked(sharedLink(), [0, 200], [500, 100], [120, 200], [120, 200])).toEqual([
    100, 550, 220, 320,
  ]);
});

test('what is left of idle time before and behind a packet can still be taken', () => {
  const link = sharedLink();
  // From 400 to 500, from 0 to 399, and in two parts: 399 to 400, and 500 to 949.
  expect(booked(link, [1000, 100], [400, 200], [0, 798], [0, 900])).toEqual([1050, 500, 399, 949]);
  expect(booked(link, [0, 2], [0, 102])).toEqual([950, 1051]);
});

test('a packet that no stretch holds is carried in several', () => {
  // Idle from 0 to 100, and from 150 to 200: 300 bytes, and 100 behind all others.
  expect(booked(sharedLink(), [100, 100], [200, 100], [0, 400])).toEqual([150, 250, 300]);
});

test('a packet that is there within idle time takes no time before', () => {
  const link = sharedLink();
  expect(booked(link, [1000, 100], [900, 100], [300, 1000])).toEqual([1050, 950, 800]);
  // From 0 to 250, and in two parts: 250 to 300, and 800 to 899.
  expect(booked(link, [0, 500], [0, 298])).toEqual([250, 899]);
});

test('of idle time the last 32 stretches are remembered', () => {
  const link = sharedLink();
  // Idle for 10 ns before each of 33 packets: from 0, from 20, from 40 on.
  for (let packet = 0; packet < 33; packet++) link.book(ns(packet * 20 + 10), 20);
  expect(link.book(ns(0), 18)).toBe(29);
});

test('the rate changes under way, as that of the link does', () => {
  const link = {
    rateHoldsUntil: 100,
    bytesPerNsAt(time: number) {
      if (time >= this.rateHoldsUntil) this.rateHoldsUntil += 100;
      return this.rateHoldsUntil > 100 ? 1 : 2;
    },
  };
  const shared = new SharedLink(link as unknown as Link);
  // 200 bytes at the first rate, which holds for as long as they take; then 50 at the second.
  expect(booked(shared, [0, 200], [100, 50], [120, 60])).toEqual([100, 150, 210]);
});

test('packets without a pause between them are no idle time to be remembered', () => {
  const link = sharedLink();
  // Idle from 0 to 10, and then 40 packets behind each other.
  for (let packet = 0; packet < 40; packet++) link.book(ns(10 + packet), 2);
  expect(link.book(ns(0), 18)).toBe(9);
});
