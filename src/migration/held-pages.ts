import type { PageRange } from '../memory/page-range.js';

/** Runs of pages that the scan passes over as long as any other page is pending. Costs follow the runs. */
export class HeldPages {
  private held: readonly PageRange[] = [];

  /** In order, and disjoint. */
  get runs(): readonly PageRange[] {
    return this.held;
  }

  /** @param runs in order, and disjoint, in place of those of before */
  hold(runs: readonly PageRange[]): void {
    this.held = runs;
  }

  has(page: number): boolean {
    return this.held.length > 0 && this.behind(page) !== page;
  }

  /** The first page from `page` on that is not held. */
  behind(page: number): number {
    let free = page;
    for (let index = this.indexAfter(page); index < this.held.length; index++) {
      const { start, end } = this.held[index];
      if (start > free) break;
      free = end;
    }
    return free;
  }

  /** The first held page from `page` on, which is not held; Infinity if there is none. */
  nextFrom(page: number): number {
    const index = this.indexAfter(page);
    return index < this.held.length ? this.held[index].start : Infinity;
  }

  /** The first run that ends behind `page`. */
  private indexAfter(page: number): number {
    let low = 0;
    let high = this.held.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.held[middle].end <= page) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
