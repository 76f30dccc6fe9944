import { type Nanoseconds, ns } from '../sim/time.js';
import { Outstanding } from './outstanding.js';
import type { SharedLink } from './shared-link.js';
import type { TransferCost } from './transfer-cost.js';

/**
 * When a packet was read from memory, was in the socket, and was placed at the destination. It holds until the stream
 * sends the next one.
 */
export interface Delivery {
  readonly start: Nanoseconds;
  readonly inSocket: Nanoseconds;
  readonly placed: Nanoseconds;
}

/**
 * One of several connections to the destination, with a thread at each end. The sending thread is
 * busy until its packet fits into the socket buffer; the link is shared, and one stream has a rate
 * of its own that it cannot exceed.
 */
export class Stream {
  /** When the sending thread is idle. */
  idleAt: Nanoseconds = ns(0);
  private wireFreeAt: Nanoseconds = ns(0);
  /** When everything that was sent has been placed, and the receiving thread is idle. */
  placedBy: Nanoseconds = ns(0);
  private readonly outstanding = new Outstanding();
  private readonly delivery = { start: ns(0), inSocket: ns(0), placed: ns(0) };

  constructor(
    private readonly link: SharedLink,
    private readonly bytesPerNs: number,
    private readonly bufferBytes: number,
  ) {}

  /** Sends a packet; the thread must be idle at `start`. */
  send(start: Nanoseconds, { sendNs, wireBytes, receiveNs }: TransferCost): Delivery {
    const written = ns(start + sendNs);
    const onWire = ns(Math.max(written, this.wireFreeAt));
    const carried = this.link.book(onWire, wireBytes);
    this.wireFreeAt = ns(Math.max(carried, onWire + wireBytes / this.bytesPerNs));
    const from = ns(Math.max(onWire, this.placedBy));
    const placed = ns(Math.max(this.wireFreeAt, this.placedBy) + receiveNs);
    this.placedBy = placed;
    this.outstanding.add(wireBytes, from, placed);
    this.idleAt = ns(Math.ceil(this.fitsAt(written)));
    const { delivery } = this;
    delivery.start = start;
    delivery.inSocket = this.idleAt;
    delivery.placed = placed;
    return delivery;
  }

  /** The receiving thread waits until `time` before it goes on. */
  holdReceiver(time: Nanoseconds): void {
    this.placedBy = ns(Math.max(this.placedBy, time));
  }

  /** When, from `written` on, no more is under way than the socket buffer holds. */
  private fitsAt(written: Nanoseconds): Nanoseconds {
    const time = this.outstanding.fitsAt(written, this.bufferBytes);
    return time === Infinity ? ns(Math.max(written, this.placedBy)) : time;
  }
}
