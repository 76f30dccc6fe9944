import type { RamState } from './ram-state.js';
import { HeldPages } from './held-pages.js';

/**
 * The scan for dirty pages (QEMU, ram_find_and_save_block): goes on from where it stopped, wraps
 * from the last RAM block to the first, and keeps its position across syncs. It passes over what is held back.
 */
export class PageSearch {
  private position = 0;

  /** @param onWrap called each time the scan passes the end of RAM */
  constructor(
    private readonly ram: Pick<RamState, 'dirty'>,
    private readonly onWrap: () => void,
    private readonly held = new HeldPages(),
  ) {}

  /** The next dirty page, or null if a whole round finds none. */
  next(): number | null {
    const { pages } = this.ram.dirty;
    const page = this.nextFree(this.position, pages);
    if (page < pages) {
      this.position = page;
      return page;
    }
    this.onWrap();
    const wrapped = this.nextFree(0, this.position);
    if (wrapped < this.position) {
      this.position = wrapped;
      return wrapped;
    }
    return null;
  }

  /** Where a run that begins at `page` has to end, as what follows is held back. */
  limitOf(page: number): number {
    const { pages } = this.ram.dirty;
    return this.held.runs.length === 0 ? pages : Math.min(pages, this.held.nextFrom(page));
  }

  /** Goes on behind `page`. */
  continueAt(page: number): void {
    this.position = page;
  }

  /** First dirty page in [from, end) that is not held back, or `end`. */
  private nextFree(from: number, end: number): number {
    const { held } = this;
    const { dirty } = this.ram;
    let page = dirty.nextSet(from, end);
    if (held.runs.length === 0) return page;
    for (let free = held.behind(page); free > page && page < end; free = held.behind(page)) {
      page = dirty.nextSet(Math.min(free, end), end);
    }
    return page;
  }
}
