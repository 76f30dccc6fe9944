import { expect, test } from 'vitest';
import { Channel } from '../../src/host/channel.js';
import { Link } from '../../src/host/link.js';
import { RandomStream } from '../../src/sim/random-stream.js';
import { ns } from '../../src/sim/time.js';

const WIRE_BYTES = 4000;

test.each([0, 10, 3999, 4000 - 1e-6, 4000, 4000 + 1e-6, 4001, 9000])(
  'the buffer is emptied by the slower of link and destination, which needs %d ns a page',
  (receiveNs) => {
    const parameters = { bytesPerNs: 1, variability: 0, correlationTime: ns(1) };
    const channel = new Channel(new Link(parameters, new RandomStream('link')), 1e9);
    const cost = { sendNs: 1000, wireBytes: WIRE_BYTES, receiveNs };
    const perPage = Math.max(WIRE_BYTES, receiveNs);
    channel.send(ns(0), 100, cost, ns(Infinity));
    // What is in the buffer by then goes out before this, and between it and the end.
    const { end } = channel.send(ns(200_000), 1, cost, ns(Infinity));
    expect(Math.abs(channel.arrivalOf(end) - 101 * perPage)).toBeLessThan(5);
    expect(Math.abs(channel.arrivalOf(ns(300_000)) - 101 * perPage)).toBeLessThan(5);
    expect(Math.abs(channel.emptyAt(ns(350_000)) - 101 * perPage)).toBeLessThan(5);
  },
);
