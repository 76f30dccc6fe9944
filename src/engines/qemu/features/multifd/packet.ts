import type { TransferCost } from '../../../../host/transfer-cost.js';
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

/** Pages of one RAM block that travel together. */
export class Packet {
  /** Runs of pages as start, end, start, end ... */
  readonly ranges: number[] = [];
  pages = 0;
  zeroPages = 0;
  private sendNs: Nanoseconds = ns(0);
  private receiveNs: Nanoseconds = ns(0);
  private payloadBytes = 0;

  /** @param block the RAM block that all pages are of */
  constructor(readonly block: number) {}

  get room(): number {
    return PACKET_PAGES - this.pages;
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
    this.ranges.push(start, end);
    this.pages += pages;
    if (zero) this.zeroPages += pages;
    else this.payloadBytes += pages * pageBytes;
    this.sendNs = ns(this.sendNs + pages * cost.sendNs);
    this.receiveNs = ns(this.receiveNs + pages * cost.receiveNs);
  }

  get cost(): TransferCost {
    return {
      sendNs: this.sendNs,
      wireBytes: PACKET_HEADER_BYTES + Math.round(this.payloadBytes),
      receiveNs: this.receiveNs,
    };
  }
}
