import type { PageBitmap } from '../memory/page-bitmap.js';

/**
 * The scan for dirty pages (QEMU, ram_find_and_save_block): goes on from where it stopped, wraps
 * from the last RAM block to the first, and keeps its position across syncs.
 */
export class PageSearch {
  private position = 0;

  /** @param onWrap called each time the scan passes the end of RAM */
  constructor(
    private readonly dirty: PageBitmap,
    private readonly onWrap: () => void,
  ) {}

  /** The next dirty page, or null if a whole round finds none. */
  next(): number | null {
    const { pages } = this.dirty;
    const page = this.dirty.nextSet(this.position);
    if (page < pages) {
      this.position = page;
      return page;
    }
    this.onWrap();
    const wrapped = this.dirty.nextSet(0, this.position);
    if (wrapped < this.position) {
      this.position = wrapped;
      return wrapped;
    }
    return null;
  }

  /** Goes on behind `page`. */
  continueAt(page: number): void {
    this.position = page;
  }
}
