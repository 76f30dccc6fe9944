import type { TransferCost } from '../../../../host/transfer-cost.js';
import type { RamBlock } from '../../../../memory/guest-memory.js';
import { PAGE_BYTES } from '../../../../memory/units.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';

/** MULTIFD_PACKET_SIZE, 512 KiB, in pages (QEMU, multifd.h). */
export const PACKET_PAGES = 128;

/** A header with an offset for each of 128 pages, whether they are there or not. */
export const PACKET_HEADER_BYTES = 320 + 8 * PACKET_PAGES;

/** What each channel sends to say which one it is. */
export const INITIAL_PACKET_BYTES = 64;

/** A packet without pages: the mark of a synchronisation. */
export const syncPacket: TransferCost = { sendNs: 0, wireBytes: PACKET_HEADER_BYTES, receiveNs: 0 };

/** Pages of one RAM block that travel together, and what that costs. It is emptied and filled again. */
export class Packet implements TransferCost {
  pages = 0;
  zeroPages = 0;
  sendNs: Nanoseconds = ns(0);
  receiveNs: Nanoseconds = ns(0);
  private block: RamBlock | null = null;
  private payloadBytes = 0;
  /** Runs of pages as start, end, start, end ... */
  private readonly bounds: number[] = [];
  private boundCount = 0;

  get room(): number {
    return PACKET_PAGES - this.pages;
  }

  get wireBytes(): number {
    return PACKET_HEADER_BYTES + Math.round(this.payloadBytes);
  }

  /** Runs of pages as start, end, start, end ... */
  get ranges(): readonly number[] {
    return this.bounds.slice(0, this.boundCount);
  }

  /** Whether `page` is of the RAM block that all pages are of. */
  holdsBlockOf(page: number): boolean {
    return this.block !== null && page >= this.block.start && page < this.block.end;
  }

  /** The packet was sent, and is empty again. */
  empty(): void {
    this.pages = 0;
    this.zeroPages = 0;
    this.sendNs = ns(0);
    this.receiveNs = ns(0);
    this.payloadBytes = 0;
    this.boundCount = 0;
  }

  /** An empty packet takes pages of `block`. */
  begin(block: RamBlock): void {
    this.block = block;
  }

  /**
   * Zero pages are an offset in the header, and nothing else.
   *
   * @param pageBytes what each of the pages becomes, if they are compressed
   */
  add(
    start: number,
    end: number,
    zero: boolean,
    cost: Pick<TransferCost, 'sendNs' | 'receiveNs'>,
    pageBytes = PAGE_BYTES,
  ): void {
    const pages = end - start;
    this.bounds[this.boundCount++] = start;
    this.bounds[this.boundCount++] = end;
    this.pages += pages;
    if (zero) this.zeroPages += pages;
    else this.payloadBytes += pages * pageBytes;
    this.sendNs = ns(this.sendNs + pages * cost.sendNs);
    this.receiveNs = ns(this.receiveNs + pages * cost.receiveNs);
  }
}
