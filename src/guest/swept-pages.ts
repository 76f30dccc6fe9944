import type { WriteRegion } from '../memory/write-region.js';
import type { Nanoseconds } from '../sim/time.js';
import type { WriteObserver } from './workload.js';

/**
 * Tells `observer` which pages a sweep has written that went on from offset `from` to `to`.
 *
 * @param advanced pages on its way, with those of whole sweeps
 */
export function reportSwept(
  { end, pages, start }: WriteRegion,
  from: number,
  to: number,
  advanced: number,
  by: Nanoseconds,
  observer: WriteObserver,
): void {
  const first = start + Math.floor(from);
  const last = start + Math.ceil(to);
  if (advanced >= pages) {
    observer.pagesWritten(start, end, by);
  } else if (from + advanced < pages) {
    observer.pagesWritten(first, last, by);
  } else {
    observer.pagesWritten(first, end, by);
    observer.pagesWritten(start, last, by);
  }
}
