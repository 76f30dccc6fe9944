import { expect, test } from 'vitest';
import type { SharedLink } from '../../src/host/shared-link.js';
import { Stream } from '../../src/host/stream.js';
import { ns } from '../../src/sim/time.js';

/** A stream of 1 byte/ns on a link without any limit. */
function streamOf(bufferBytes: number): Stream {
  const link = { book: (start: number) => start };
  return new Stream(link as unknown as SharedLink, 1, bufferBytes);
}

const packet = { sendNs: 10, wireBytes: 1000, receiveNs: 300 };

test('a packet is written, carried at the rate of the stream, and placed', () => {
  const stream = streamOf(10_000);
  expect(stream.send(ns(5), packet)).toEqual({ start: 5, inSocket: 15, placed: 15 + 1000 + 300 });
  expect([stream.idleAt, stream.placedBy]).toEqual([15, 1315]);
});

test('the next one waits for the wire, and for the receiving thread', () => {
  const stream = streamOf(10_000);
  stream.send(ns(0), packet);
  // On the wire from 1010 to 2010, behind the first, which is placed at 1310.
  expect(stream.send(ns(20), packet).placed).toBe(2310);
  const slow = { ...packet, receiveNs: 5000 };
  expect(stream.send(ns(40), slow).placed).toBe(8010);
  expect(stream.send(ns(60), packet).placed).toBe(8310);
});

test('the receiving thread can be held up, but not hurried', () => {
  const stream = streamOf(10_000);
  stream.holdReceiver(ns(4000));
  stream.holdReceiver(ns(3000));
  expect(stream.send(ns(0), packet).placed).toBe(4300);
});

test('the thread is busy while more is under way than the buffer holds', () => {
  const stream = streamOf(500);
  // From 10 to 1310 the packet leaves the buffer, evenly: half of it after 650 ns.
  expect(stream.send(ns(0), packet).inSocket).toBe(660);
  // All of the first must have left, and half of the second: from 1310, when that is received, to 2310.
  expect(stream.send(ns(660), packet).inSocket).toBe(1810);
});

test('what was placed before a packet is written takes no room', () => {
  const stream = streamOf(1000);
  expect(stream.send(ns(0), packet).inSocket).toBe(10);
  expect(stream.send(ns(1300), packet).inSocket).toBe(1310);
});

test('without a buffer the thread waits until all is placed', () => {
  const stream = streamOf(0);
  expect(stream.send(ns(0), packet).inSocket).toBe(1310);
  expect(stream.send(ns(1310), { ...packet, wireBytes: 0 }).inSocket).toBe(1320);
});
