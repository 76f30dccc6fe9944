import type { SharedLink } from '../../host/shared-link.js';
import { PAGE_BYTES, PAGES_PER_MIB } from '../../memory/units.js';
import {
  pagesOf,
  partition,
  RANGE_BYTES,
  type RangeTable,
  type SplitPart,
} from '../../memory/range-table.js';
import { type Nanoseconds, ns } from '../../sim/time.js';
import type { TransferObserver } from '../../migration/observer.js';
import type { CloudHypervisorCosts } from './costs.js';
import { requestWait } from './request.js';

/** A chunk is 64 MiB (vmm/src/migration/transport.rs). */
export const CHUNK_PAGES = 64 * PAGES_PER_MIB;

const REQUEST_BYTES = 16;

export interface ConnectionSetup {
  readonly connections: number;
  /** Each chunk is a request of its own, over one connection too. */
  readonly chunksOneConnection: boolean;
  readonly chunkTakes: SplitPart;
  /** What one connection carries at most. */
  readonly bytesPerNs: number;
}

/**
 * The connections that carry memory. A table is cut into chunks; whichever connection is idle takes
 * the next one, sends it and waits for its acknowledgement. Over a single connection upstream sends the
 * whole table as one request, in its order.
 *
 * The queue between the main thread and the connections holds 64 chunks for each of them. The main
 * thread only ever waits for room in it, never a connection for a chunk, so it does not show here.
 */
export class MemoryConnections {
  bytesOnWire = 0;

  constructor(
    private readonly link: SharedLink,
    private readonly setup: ConnectionSetup,
    private readonly costs: CloudHypervisorCosts,
    private readonly observer: TransferObserver | null,
  ) {}

  /**
   * Sends a table.
   *
   * @param isFirst the destination touches its pages for the first time
   * @returns when every byte has been acknowledged
   */
  send(table: RangeTable, start: Nanoseconds, isFirst: boolean): Nanoseconds {
    const idleAt = new Float64Array(this.setup.connections).fill(start);
    for (const request of this.requests(table)) {
      const connection = earliest(idleAt);
      const wire = request.starts.length * RANGE_BYTES + pagesOf(request) * PAGE_BYTES;
      const arrived = this.carry(request, ns(idleAt[connection]), wire, isFirst);
      idleAt[connection] = arrived + requestWait(wire + REQUEST_BYTES, this.costs);
      this.bytesOnWire += wire;
    }
    return ns(Math.ceil(Math.max(...idleAt)));
  }

  /** A request is sent and acknowledged before the connection takes the next one. */
  protected requests(table: RangeTable): Iterable<RangeTable> {
    const { chunkTakes, chunksOneConnection, connections } = this.setup;
    if (connections > 1 || chunksOneConnection) return partition(table, CHUNK_PAGES, chunkTakes);
    return table.starts.length === 0 ? [] : [table];
  }

  /** When the destination has a request in its memory: reading, the wire and writing overlap. */
  private carry(
    request: RangeTable,
    from: Nanoseconds,
    wireBytes: number,
    isFirst: boolean,
  ): Nanoseconds {
    const pages = pagesOf(request);
    const { sendNs, receiveNs } = isFirst ? this.costs.firstPage : this.costs.page;
    const sending = request.starts.length * this.costs.rangeWrite + pages * sendNs;
    const alone = Math.max(sending, wireBytes / this.setup.bytesPerNs, pages * receiveNs);
    const arrived = ns(Math.max(this.link.book(from, wireBytes), from + alone));
    this.observe(request, pages, from, arrived);
    return arrived;
  }

  private observe(request: RangeTable, pages: number, from: Nanoseconds, to: Nanoseconds): void {
    if (this.observer === null) return;
    let at = from;
    request.starts.forEach((start, index) => {
      const length = request.lengths[index];
      const end = ns(at + ((to - from) * length) / pages);
      this.observer?.pagesSent(start, start + length, at, end);
      at = end;
    });
  }
}

function earliest(times: Float64Array): number {
  let index = 0;
  for (let other = 1; other < times.length; other++) if (times[other] < times[index]) index = other;
  return index;
}
