import { ns } from '../../src/sim/time.js';
import { describe, expect, test } from 'vitest';
import { ChannelGroup } from '../../src/host/channel-group.js';
import { Link } from '../../src/host/link.js';
import { SharedLink } from '../../src/host/shared-link.js';
import { Stream } from '../../src/host/stream.js';
import { RandomStream } from '../../src/sim/random-stream.js';

interface GroupSettings {
  readonly size: number;
  readonly linkBytesPerNs?: number;
  readonly streamBytesPerNs?: number;
  readonly bufferBytes?: number;
}

function group(settings: GroupSettings): ChannelGroup {
  const { size, linkBytesPerNs = 1000, streamBytesPerNs = 1000, bufferBytes = 0 } = settings;
  const random = new RandomStream('');
  const parameters = { bytesPerNs: linkBytesPerNs, variability: 0, correlationTime: ns(1) };
  const link = new SharedLink(new Link(parameters, random));
  const streams = Array.from(
    { length: size },
    () => new Stream(link, streamBytesPerNs, bufferBytes),
  );
  return new ChannelGroup(streams);
}

const packet = { sendNs: 100, wireBytes: 1000, receiveNs: 0 };

describe('round robin', () => {
  test('the first idle channel behind the one used last', () => {
    const channels = group({ size: 3 });
    const used = [0, 200, 400, 600].map((now) => {
      const channel = channels.nextIdle(ns(now));
      channels.send(channel, packet);
      return channel;
    });
    expect(used).toEqual([
      { index: 0, at: 0 },
      { index: 1, at: 200 },
      { index: 2, at: 400 },
      { index: 0, at: 600 },
    ]);
  });

  test('a busy channel is passed over', () => {
    const channels = group({ size: 2 });
    channels.send({ index: 0, at: ns(0) }, packet);
    channels.send({ index: 1, at: ns(0) }, { ...packet, sendNs: 5000 });
    expect(channels.nextIdle(ns(200))).toEqual({ index: 0, at: 200 });
    channels.send({ index: 0, at: ns(200) }, packet);
    expect(channels.nextIdle(ns(400))).toEqual({ index: 0, at: 400 });
  });

  test('when all are busy, the one that is idle first, when it is', () => {
    const channels = group({ size: 2 });
    channels.send({ index: 0, at: ns(0) }, { ...packet, sendNs: 5000 });
    channels.send({ index: 1, at: ns(0) }, { ...packet, sendNs: 700 });
    // 700 ns of writing, and a nanosecond on the wire, which the other packet does not need yet.
    expect(channels.nextIdle(ns(10))).toEqual({ index: 1, at: 701 });
  });
});

describe('rates', () => {
  test('one stream is held to its own rate', () => {
    const channels = group({ size: 2, streamBytesPerNs: 1 });
    expect(channels.send({ index: 0, at: ns(0) }, packet).placed).toBe(1100);
  });

  test('all streams share the link', () => {
    const channels = group({ size: 4, linkBytesPerNs: 1 });
    const placed = [0, 1, 2, 3].map(
      (index) => channels.send({ index, at: ns(0) }, { ...packet, sendNs: 0 }).placed,
    );
    expect(placed).toEqual([1000, 2000, 3000, 4000]);
  });

  test('streams slower than their share of the link do not wait for it', () => {
    const channels = group({ size: 2, linkBytesPerNs: 1000, streamBytesPerNs: 1 });
    const placed = [0, 1].map((index) => channels.send({ index, at: ns(0) }, packet).placed);
    expect(placed[0]).toBe(1100);
    expect(placed[1]).toBeCloseTo(1100);
  });

  test('a thread is busy until what the socket buffer does not hold has been received', () => {
    const slow = { sendNs: 0, wireBytes: 1000, receiveNs: 10_000 };
    const channels = group({ size: 1, bufferBytes: 1000 });
    expect(channels.send({ index: 0, at: ns(0) }, slow).inSocket).toBe(0);
    // The second one fits when the first one has been received.
    expect(channels.send({ index: 0, at: ns(0) }, slow).inSocket).toBe(10_001);
  });
});

test('at a synchronisation all receivers wait for the slowest', () => {
  const channels = group({ size: 2, bufferBytes: 1e6 });
  channels.send({ index: 0, at: ns(0) }, { ...packet, receiveNs: 50_000 });
  channels.synchronise(ns(200), { sendNs: 0, wireBytes: 1344, receiveNs: 0 });
  // The source does not wait: its packets are in the sockets.
  expect(channels.allIdleAt).toBe(200);
  const newer = channels.send({ index: 1, at: ns(200) }, packet);
  expect(newer.placed).toBeGreaterThanOrEqual(50_000);
});
