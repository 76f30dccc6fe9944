import { type Nanoseconds, ns } from '../sim/time.js';

/** Room for the first packets; there is twice as much whenever it is used up. */
const FIRST_PACKETS = 64;

/** The packets of a stream that have been written and not all placed, in the order in which they were sent. */
export class Outstanding {
  private bytes = new Float64Array(FIRST_PACKETS);
  /** From when until when each leaves the socket buffer, evenly; the end is when it is placed. */
  private from = new Float64Array(FIRST_PACKETS);
  private until = new Float64Array(FIRST_PACKETS);
  private first = 0;
  private end = 0;

  add(bytes: number, from: Nanoseconds, until: Nanoseconds): void {
    if (this.end === this.bytes.length) this.makeRoom();
    this.bytes[this.end] = bytes;
    this.from[this.end] = from;
    this.until[this.end++] = until;
  }

  /** When, from `written` on, no more is under way than the socket buffer holds; Infinity if that is not known here. */
  fitsAt(written: Nanoseconds, bufferBytes: number): Nanoseconds {
    const { bytes, from, until, end } = this;
    // They are placed in the order in which they were sent.
    while (this.first < end && until[this.first] <= written) this.first++;
    let excess = -bufferBytes;
    for (let packet = this.first; packet < end; packet++) excess += bytes[packet];
    if (excess <= 0) return written;
    for (let packet = this.first; packet < end; packet++) {
      const size = bytes[packet];
      if (size >= excess) {
        const left = from[packet] + (excess / size) * (until[packet] - from[packet]);
        return ns(Math.max(written, left));
      }
      excess -= size;
    }
    return ns(Infinity);
  }

  /** Drops what is placed, if that is half of all; else there is twice as much room. */
  private makeRoom(): void {
    const { first, end } = this;
    const size = 2 * first >= end ? end : 2 * end;
    const moved = (column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
      const to = size === end ? column : new Float64Array(size);
      to.set(column.subarray(first, end));
      return to;
    };
    this.bytes = moved(this.bytes);
    this.from = moved(this.from);
    this.until = moved(this.until);
    this.end -= first;
    this.first = 0;
  }
}
