import type { SharedLink } from '../../host/shared-link.js';
import { PAGE_BYTES, PAGES_PER_MIB } from '../../memory/units.js';
import {
  pagesOf,
  partition,
  RANGE_BYTES,
  type RangeTable,
  type SplitPart,
} from '../../memory/range-table.js';
import type { Nanoseconds } from '../../sim/time.js';
import type { TransferObserver } from '../observer.js';
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
 * whole table as one request.
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
    const { chunkTakes, chunksOneConnection, connections } = this.setup;
    const acknowledgesChunks = connections > 1 || chunksOneConnection;
    const idleAt = new Float64Array(connections).fill(start);
    let bytes = 0;
    for (const chunk of partition(table, CHUNK_PAGES, chunkTakes)) {
      const connection = earliest(idleAt);
      const from = idleAt[connection];
      const wire = chunk.starts.length * RANGE_BYTES + pagesOf(chunk) * PAGE_BYTES;
      bytes += wire;
      const arrived = this.carry(chunk, from, wire, isFirst);
      idleAt[connection] = acknowledgesChunks
        ? arrived + requestWait(wire + REQUEST_BYTES, this.costs)
        : arrived;
    }
    this.bytesOnWire += bytes;
    const sent = Math.max(...idleAt);
    if (acknowledgesChunks || bytes === 0) return Math.ceil(sent);
    return Math.ceil(sent + requestWait(bytes + REQUEST_BYTES, this.costs));
  }

  /** When the destination has a chunk in its memory: reading, the wire and writing overlap. */
  private carry(
    chunk: RangeTable,
    from: Nanoseconds,
    wireBytes: number,
    isFirst: boolean,
  ): Nanoseconds {
    const pages = pagesOf(chunk);
    const { sendNs, receiveNs } = isFirst ? this.costs.firstPage : this.costs.page;
    const sending = chunk.starts.length * this.costs.rangeWrite + pages * sendNs;
    const alone = Math.max(sending, wireBytes / this.setup.bytesPerNs, pages * receiveNs);
    const arrived = Math.max(this.link.book(from, wireBytes), from + alone);
    this.observe(chunk, pages, from, arrived);
    return arrived;
  }

  private observe(chunk: RangeTable, pages: number, from: Nanoseconds, to: Nanoseconds): void {
    if (this.observer === null) return;
    let at = from;
    chunk.starts.forEach((start, index) => {
      const length = chunk.lengths[index];
      const end = at + ((to - from) * length) / pages;
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
