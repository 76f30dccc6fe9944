import type { WriteObserver } from '../guest/workload.js';
import type { Nanoseconds } from '../sim/time.js';

/** Told of everything that decides whether the destination ends up with the right bytes. */
export interface TransferObserver extends WriteObserver {
  /**
   * The content of pages [start, end) was read and sent, one after the other, from `from` to `to`.
   *
   * @param placedBy when the destination has written them to memory, where several channels carry
   *   pages; on one channel they arrive in the order in which they are sent
   */
  pagesSent(
    start: number,
    end: number,
    from: Nanoseconds,
    to: Nanoseconds,
    placedBy?: Nanoseconds,
  ): void;
  /**
   * Pages [start, end) were to be sent and will not be, as the guest had reported at
   * `recordedFreeAt` that they are free.
   */
  pagesSkipped(start: number, end: number, recordedFreeAt: Nanoseconds, at: Nanoseconds): void;
  /** Pages [start, end), which nobody has written, are left out: the destination has zeroes there too. */
  holeLeftOut(start: number, end: number, at: Nanoseconds): void;
  /** A bitmap sync collected the dirty log. */
  synced(at: Nanoseconds): void;
}
