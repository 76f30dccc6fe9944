/** Pages of a word of QEMU's bitmaps on a 64-bit host. */
const WORD_PAGES = 64;

/**
 * The three bitmaps of background sync v1 as sets of pages, from the description of the series
 * (the v1 series), with its words of 64 pages.
 */
export class NaiveIterationBitmaps {
  readonly pending = new Set<number>();
  readonly iteration = new Set<number>();
  readonly shadow = new Set<number>();
  private modern = false;
  private shownUp = false;

  /** @returns how many logged pages were not pending */
  background(log: ReadonlySet<number>): number {
    this.modern = true;
    this.dropSent();
    const words = new Set([...log].map((page) => Math.floor(page / WORD_PAGES)));
    for (const word of words) {
      for (let page = word * WORD_PAGES; page < (word + 1) * WORD_PAGES; page++) {
        if (this.pending.has(page)) this.shadow.add(page);
        else this.shadow.delete(page);
      }
    }
    this.shownUp = true;
    return this.remember(log);
  }

  /** @returns how many logged pages were not pending */
  endOfIteration(log: ReadonlySet<number>): number {
    if (!this.modern) {
      const fresh = [...log].filter((page) => !this.pending.has(page)).length;
      for (const page of log) this.pending.add(page);
      return fresh;
    }
    this.dropSent();
    const fresh = this.remember(log);
    for (const page of this.iteration) this.pending.add(page);
    this.iteration.clear();
    this.shadow.clear();
    this.shownUp = false;
    return fresh;
  }

  private dropSent(): void {
    if (!this.shownUp) return;
    for (const page of this.shadow) {
      if (!this.pending.has(page)) this.iteration.delete(page);
    }
  }

  private remember(log: ReadonlySet<number>): number {
    let fresh = 0;
    for (const page of log) {
      this.iteration.add(page);
      if (!this.pending.has(page)) fresh++;
    }
    return fresh;
  }
}
