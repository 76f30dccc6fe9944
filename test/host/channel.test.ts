import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Channel } from '../../src/host/channel.js';
import type { TransferCost } from '../../src/host/transfer-cost.js';
import { Link } from '../../src/host/link.js';
import { NextTransfer, TransferBeside } from '../../src/host/transfer.js';
import { RandomStream } from '../../src/sim/random-stream.js';
import { NS_PER_MS, ns } from '../../src/sim/time.js';
import { draws } from '../support/draws.js';

/** A link of 1 byte/ns that does not vary. */
function channel(bufferBytes: number, bytesPerNs = 1): Channel {
  const parameters = { bytesPerNs, variability: 0, correlationTime: ns(1) };
  return new Channel(new Link(parameters, new RandomStream('link')), bufferBytes);
}

function page(sendNs: number, receiveNs = 0, wireBytes = 4000): TransferCost {
  return { sendNs: sendNs, wireBytes, receiveNs: receiveNs };
}

describe('the slowest of sender, link and destination decides', () => {
  test('a slow sender', () => {
    expect(channel(100_000).send(ns(0), 100, page(5000), ns(Infinity))).toMatchObject({
      pages: 100,
      end: 500_000,
    });
  });

  test('a slow link, once the buffer is full', () => {
    // Each page puts 4000 bytes in and lets 1000 out: 10 pages fill 30,000 bytes.
    const transfer = channel(30_000).send(ns(0), 20, page(1000), ns(Infinity));
    expect(transfer).toMatchObject({ pages: 20, end: 10 * 1000 + 10 * 4000 });
  });

  test('a slow destination', () => {
    // 8000 ns each: growth 3500 bytes a page, so the buffer takes 10 pages, then 8000 ns each.
    const transfer = channel(35_000).send(ns(0), 20, page(1000, 8000), ns(Infinity));
    expect(transfer).toMatchObject({ pages: 20, end: 10 * 1000 + 10 * 8000 });
  });

  test('without a buffer the sender waits for every byte', () => {
    expect(channel(0).send(ns(0), 10, page(1000), ns(Infinity))).toMatchObject({
      pages: 10,
      end: 40_000,
    });
  });

  test('a large buffer hides a slow link until it has to be empty', () => {
    const wide = channel(1e9);
    const transfer = wide.send(ns(0), 100, page(1000), ns(Infinity));
    expect(transfer.end).toBe(100_000);
    expect(wide.emptyAt(transfer.end)).toBe(400_000);
  });
});

describe('until', () => {
  test('the page during which the time comes is sent to its end', () => {
    expect(channel(1e9).send(ns(0), 100, page(1000), ns(2500))).toMatchObject({
      pages: 3,
      end: 3000,
    });
  });

  test('a page that ends at the time is the last one', () => {
    expect(channel(1e9).send(ns(0), 100, page(1000), ns(3000))).toMatchObject({
      pages: 3,
      end: 3000,
    });
  });

  test('one page is sent even if the time has come', () => {
    expect(channel(1e9).send(ns(50), 100, page(1000), ns(50))).toMatchObject({
      pages: 1,
      end: 1050,
    });
  });
});

test('a pause of the sender empties the buffer', () => {
  const buffered = channel(30_000);
  buffered.send(ns(0), 10, page(1000), ns(Infinity));
  // 30,000 bytes are gone 30 us later: the next 10 pages fit again.
  expect(buffered.send(ns(40_000), 10, page(1000), ns(Infinity)).end).toBe(50_000);
});

test('an empty channel is empty at once', () => {
  expect(channel(1000).emptyAt(ns(77))).toBe(77);
});

interface Batch {
  readonly pause: number;
  readonly pages: number;
  readonly cost: TransferCost;
  readonly time: number;
}

const batch: fc.Arbitrary<Batch> = fc.record({
  pause: fc.oneof(fc.constant(0), fc.nat(200_000_000)),
  pages: fc.integer({ min: 1, max: 20_000 }),
  cost: fc.record({
    sendNs: fc.integer({ min: 0, max: 6000 }),
    wireBytes: fc.constantFrom(9, 4104),
    receiveNs: fc.constant(0),
  }),
  time: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 60_000_000 })),
});

describe('with a link that varies', () => {
  const parameters = { bytesPerNs: 1, variability: 0.3, correlationTime: ns(200 * NS_PER_MS) };
  const varyingLink = (): Link => new Link(parameters, new RandomStream('conservation'));

  /** Bytes that the link can carry from one time to another. */
  function capacity(link: Link, from: number, to: number): number {
    let bytes = 0;
    for (let time = from; time < to;) {
      const rate = link.bytesPerNsAt(ns(time));
      const end = Math.min(to, link.rateHoldsUntil);
      bytes += (end - time) * rate;
      time = end;
    }
    return bytes;
  }

  test('no more is accepted than the link carried and the buffer holds', () => {
    fc.assert(
      fc.property(
        fc.array(batch, { minLength: 1, maxLength: 20 }),
        fc.nat(400_000),
        (batches, buffer) => {
          const tested = new Channel(varyingLink(), buffer);
          const reference = varyingLink();
          let now = 0;
          let accepted = 0;
          let carried = 0;
          let allowance = buffer;
          for (const { pause, pages, cost, time } of batches) {
            const start = now + pause;
            const transfer = tested.send(ns(start), pages, cost, ns(start + time));
            expect(transfer.pages).toBeGreaterThanOrEqual(1);
            expect(transfer.pages).toBeLessThanOrEqual(pages);
            expect(transfer.end).toBeGreaterThanOrEqual(start + transfer.pages * cost.sendNs - 1);
            carried += capacity(reference, now, transfer.end);
            accepted += transfer.pages * cost.wireBytes;
            // What remains of the page during which `until` came is not put in the buffer.
            allowance += cost.wireBytes;
            now = transfer.end;
            expect(accepted).toBeLessThanOrEqual(carried + allowance);
          }
          const empty = tested.emptyAt(ns(now));
          expect(accepted).toBeLessThanOrEqual(
            carried + capacity(reference, now, empty) + allowance,
          );
        },
      ),
      draws(300, 32),
    );
  });

  test('cutting a transfer into pieces does not change its end', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        cuts,
        fc.integer({ min: 0, max: 6000 }),
        fc.nat(400_000),
        (pieces, sendNs, buffer) => {
          const cost = page(sendNs, 0, 4104);
          const inPieces = new Channel(varyingLink(), buffer);
          const whole = new Channel(varyingLink(), buffer);
          const total = pieces.reduce((sum, pages) => sum + pages, 0);
          let now = 0;
          for (const pages of pieces) now = inPieces.send(ns(now), pages, cost, ns(Infinity)).end;
          // Each piece ends on a whole nanosecond.
          const { end } = whole.send(ns(0), total, cost, ns(Infinity));
          expect(Math.abs(now - end)).toBeLessThanOrEqual(2 * pieces.length);
        },
      ),
      draws(200, 33),
    );
  });
});

describe('when something arrives', () => {
  test('what is in the buffer now, at the rate of now, without a change to the channel', () => {
    const sender = channel(40_000);
    // Each page puts 4000 bytes in and lets 1000 out.
    expect(sender.send(ns(0), 5, page(1000), ns(Infinity)).end).toBe(5000);
    expect(sender.arrivalOf(ns(5000))).toBe(5000 + 5 * 3000);
    expect(sender.arrivalOf(ns(6000))).toBe(5000 + 5 * 3000);
    expect(sender.arrivalOf(ns(30_000))).toBe(30_000);
  });

  test('pages follow each other as fast as the slowest of the three lets them', () => {
    const sender = channel(40_000);
    const transfer = new NextTransfer();
    sender.receive(transfer, page(1000));
    expect(transfer.spacing).toBe(4000);
    sender.receive(transfer, page(1000, 9000));
    // The receiver is the slower stage; the link's is beside that, for the last page alone.
    expect([transfer.spacing, transfer.received]).toEqual([9000, 4000]);
  });
});

/** When a page that a second connection has at `start` has been received; it is `now`. */
function sentBeside(sender: Channel, now: number, start: number, cost: TransferCost): number {
  const transfer = new TransferBeside();
  transfer.now = ns(now);
  transfer.start = ns(start);
  sender.sendBeside(transfer, cost);
  return transfer.received;
}

describe('a second connection', () => {
  test('has the link for itself while the first one is idle', () => {
    expect(sentBeside(channel(40_000), 0, 100, page(1000, 300))).toBe(100 + 1000 + 4000 + 300);
  });

  test('has half of it while the first one is busy, which then waits for as long', () => {
    const sender = channel(40_000);
    sender.send(ns(0), 5, page(1000), ns(Infinity));
    const before = sender.arrivalOf(ns(5000));
    expect(sentBeside(sender, 5000, 5000, page(1000))).toBe(5000 + 1000 + 8000);
    expect(sender.arrivalOf(ns(5000)) - before).toBe(4000);
  });

  test('has it for itself again when the first one has nothing left to send', () => {
    const sender = channel(40_000);
    sender.send(ns(0), 5, page(1000), ns(Infinity));
    expect(sentBeside(sender, 50_000, 50_000, page(1000))).toBe(50_000 + 1000 + 4000);
  });

  test('sends one page after the other', () => {
    const sender = channel(40_000);
    expect(sentBeside(sender, 0, 0, page(0))).toBe(4000);
    expect(sentBeside(sender, 0, 0, page(0))).toBe(8000);
  });

  test('both together carry no more than the link does', () => {
    const sender = channel(8000);
    let now = 0;
    let pages = 0;
    for (; pages < 400; pages += 2) {
      sentBeside(sender, now, now, page(0));
      now = sender.send(ns(now), 1, page(10), ns(Infinity)).end;
    }
    // But for what the buffer holds.
    expect(now).toBeGreaterThan((pages - 4) * 4000 - 8000);
  });
});
