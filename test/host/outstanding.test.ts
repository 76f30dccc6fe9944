import { expect, test } from 'vitest';
import { Outstanding } from '../../src/host/outstanding.js';
import { ns } from '../../src/sim/time.js';

test('hundreds of packets under way, the first of which are placed again and again', () => {
  const outstanding = new Outstanding();
  for (let packet = 0; packet < 500; packet++) {
    // Each leaves within 10 ns; 100 of them are under way, of 8 bytes each.
    outstanding.add(8, ns(10 * packet), ns(10 * packet + 10));
    const written = ns(Math.max(0, 10 * (packet - 99)));
    expect(outstanding.fitsAt(written, 8000)).toBe(written);
    // All but 12 bytes have left when half of the packet before the last one has.
    const fits = packet === 0 ? 0 : 10 * packet - 5;
    expect(outstanding.fitsAt(written, 12)).toBe(Math.max(written, fits));
  }
});

test('a buffer that holds less than nothing never has room', () => {
  const outstanding = new Outstanding();
  outstanding.add(8, ns(0), ns(10));
  expect(outstanding.fitsAt(ns(0), -1)).toBe(Infinity);
});
