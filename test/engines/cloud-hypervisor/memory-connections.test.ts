import { ns } from '../../../src/sim/time.js';
import { describe, expect, test } from 'vitest';
import { Link } from '../../../src/host/link.js';
import { SharedLink } from '../../../src/host/shared-link.js';
import type { RangeTable } from '../../../src/memory/range-table.js';
import { PAGE_BYTES, PAGES_PER_MIB } from '../../../src/memory/units.js';
import type { CloudHypervisorCosts } from '../../../src/engines/cloud-hypervisor/costs.js';
import {
  type ConnectionSetup,
  MemoryConnections,
} from '../../../src/engines/cloud-hypervisor/memory-connections.js';
import type { TransferObserver } from '../../../src/migration/observer.js';
import { RandomStream } from '../../../src/sim/random-stream.js';
import { cloudHypervisorCosts } from '../../support/cloud-hypervisor-costs.js';

interface Settings extends Partial<ConnectionSetup> {
  readonly linkBytesPerNs?: number;
  readonly costs?: Partial<CloudHypervisorCosts>;
  readonly observer?: TransferObserver | null;
}

/** Connections of 1 byte/ns each on a link that carries any number of them. */
function connect(settings: Settings = {}): MemoryConnections {
  const { costs, linkBytesPerNs = 1e6, observer = null, ...setup } = settings;
  const link = new Link(
    { bytesPerNs: linkBytesPerNs, variability: 0, correlationTime: ns(1) },
    new RandomStream(''),
  );
  return new MemoryConnections(
    new SharedLink(link),
    { connections: 1, chunksOneConnection: false, chunkTakes: 'upper', bytesPerNs: 1, ...setup },
    cloudHypervisorCosts(costs),
    observer,
  );
}

const mib = (count: number): RangeTable => ({ starts: [0], lengths: [count * PAGES_PER_MIB] });
const CHUNK_NS = 64 * 2 ** 20 + 16;
const nothing = { starts: [], lengths: [] };

describe('one connection', () => {
  test('upstream sends the whole table as one request, with one acknowledgement at the end', () => {
    const costs = { roundTrip: ns(1000) };
    const sent = connect({ costs }).send(mib(256), ns(5), false);
    // Two round trips: the answer, and the last segment that Nagle holds back.
    expect(sent).toBe(5 + 256 * 2 ** 20 + 16 + 2000);
  });

  test('the fork sends chunks of 64 MiB, each with its acknowledgement', () => {
    const connections = connect({ chunksOneConnection: true, costs: { roundTrip: ns(1000) } });
    expect(connections.send(mib(256), ns(5), false)).toBe(5 + 4 * (CHUNK_NS + 2000));
    expect(connections.bytesOnWire).toBe(4 * CHUNK_NS);
  });

  test('an empty table is no request', () => {
    const connections = connect({ costs: { roundTrip: ns(1000), delayedAck: ns(41) } });
    expect(connections.send(nothing, ns(7), false)).toBe(7);
    expect(connections.bytesOnWire).toBe(0);
  });

  test('each range is a write of its own', () => {
    const table = { starts: [0, 10, 20], lengths: [1, 1, 2] };
    const connections = connect({ costs: { rangeWrite: ns(100_000) } });
    expect(connections.send(table, ns(0), false)).toBe(300_000);
  });

  test('the destination is slower when it touches pages for the first time', () => {
    const page = { sendNs: 0, wireBytes: PAGE_BYTES };
    const costs = {
      firstPage: { ...page, receiveNs: 9000 },
      page: { ...page, receiveNs: 5000 },
    };
    const table = { starts: [0], lengths: [100] };
    expect(connect({ costs }).send(table, ns(0), true)).toBe(900_000);
    expect(connect({ costs }).send(table, ns(0), false)).toBe(500_000);
  });
});

describe('several connections', () => {
  test.each([
    [2, 8],
    [4, 4],
    [16, 1],
  ])('%d carry 16 chunks in the time of %d', (connections, chunks) => {
    const sent = connect({ connections }).send(mib(1024), ns(0), false);
    expect(sent).toBe(chunks * CHUNK_NS);
  });

  test('no more than the link carries', () => {
    const sent = connect({ connections: 16, linkBytesPerNs: 4 }).send(mib(1024), ns(0), false);
    expect(sent).toBe(4 * CHUNK_NS);
  });

  test('a delta below 64 MiB goes over one of them', () => {
    const times = [2, 16].map((connections) =>
      connect({ connections }).send(mib(63), ns(0), false),
    );
    expect(times).toEqual([63 * 2 ** 20 + 16, 63 * 2 ** 20 + 16]);
  });

  test('whichever is idle takes the next chunk', () => {
    // 16 MiB are left for the last chunk, which the partition gives out last.
    const sent = connect({ connections: 2 }).send(mib(144), ns(0), false);
    expect(sent).toBe(CHUNK_NS + 16 * 2 ** 20 + 16);
  });
});

describe('the order of the pages', () => {
  function order(setup: Partial<ConnectionSetup>): number[] {
    const starts: number[] = [];
    const observer = { pagesSent: (start: number) => void starts.push(start) };
    const table = { starts: [0, 30_000], lengths: [20_000, 10] };
    connect({ ...setup, observer: observer as unknown as TransferObserver }).send(
      table,
      ns(0),
      false,
    );
    return starts;
  }

  test('is that of the table over a single connection upstream', () => {
    expect(order({})).toEqual([0, 30_000]);
  });

  test('begins at the end of the table with chunks, which take the upper or the lower part', () => {
    const chunksOneConnection = true;
    // 16384 pages a chunk, of which 10 are the last range.
    expect(order({ chunksOneConnection })).toEqual([30_000, 3626, 0]);
    expect(order({ chunksOneConnection, chunkTakes: 'lower' })).toEqual([30_000, 0, 16_374]);
  });
});
