import { PageBitmap } from './page-bitmap.js';
import type { PagePicks } from './page-picks.js';

/** Regions start at a multiple of this, so that no two of them share a word of a bitmap. */
export const REGION_ALIGNMENT_PAGES = 32;

/**
 * A range of guest pages that a workload writes, with the kernel's dirty log for it. Pages outside
 * all regions never change, so the log of a guest is the logs of its regions.
 *
 * A page whose bit is clear while logging is on is write-protected: its next write faults, and is
 * logged.
 */
export class WriteRegion {
  /** Log bits of this region; bit 0 is page `start`. */
  readonly logged: PageBitmap;
  /** Pages that are write-protected: those whose log bit is clear while logging is on. */
  protectedPages = 0;
  /** Writes that have faulted since logging began, as their page was protected. */
  faults = 0;
  /** Pages [start, touchedEnd) have been written at least once; the rest is still zero. */
  touchedEnd: number;
  /**
   * While a dirty ring fills and is emptied again and again: what faults add to a visit on average, ns.
   * Null otherwise, when the log bits say which visit faults.
   */
  faultsPerVisitNs: number | null = null;
  /**
   * Pages [from, to) that are protected, with a page behind them that is not: as long as there are as many faults and
   * protected pages as there were. A write changes the former, and a page that is protected again only the latter.
   */
  private readonly known = { from: 0, to: 0, faults: -1, protectedPages: 0 };

  constructor(
    readonly start: number,
    readonly end: number,
  ) {
    this.logged = new PageBitmap(end - start);
    this.touchedEnd = start;
  }

  get pages(): number {
    return this.end - this.start;
  }

  /** Index of the region's first word in a bitmap over all guest pages. */
  get firstWord(): number {
    return this.start / 32;
  }

  isLogged(offset: number): boolean {
    return this.logged.has(offset);
  }

  /** End of the run of protected pages that holds page `offset` of the region. */
  protectedRunEnd(offset: number): number {
    if (this.protectedPages === this.pages) return this.pages;
    const { known } = this;
    if (!this.isKnown() || offset < known.from || offset >= known.to) {
      this.know(offset, this.logged.nextSet(offset));
    }
    return known.to;
  }

  /** End of the run of logged pages that holds page `offset` of the region. */
  loggedRunEnd(offset: number): number {
    return this.logged.nextClear(offset);
  }

  /** No page is protected: from now on no write faults, and none is logged. */
  unprotect(): void {
    this.logged.setRange(0, this.pages);
    this.protectedPages = 0;
    this.known.faults = -1;
  }

  /** Clears the log, and protects every page. */
  protect(): void {
    this.logged.clear();
    this.protectedPages = this.pages;
  }

  /** Logs the pages [from, to) of the region, all of which are protected. */
  logProtectedRun(from: number, to: number): void {
    const isKnown = this.isKnown() && from <= this.known.from;
    this.logged.setRange(from, to);
    this.protectedPages -= to - from;
    this.faults += to - from;
    if (isKnown) this.know(Math.max(this.known.from, to), this.known.to);
  }

  /** Whether page `offset` is protected, and known to be the first of others, and the page before it is logged. */
  isFirstProtected(offset: number): boolean {
    const { known } = this;
    return (
      known.from === offset && offset < known.to && this.isKnown() && this.logged.has(offset - 1)
    );
  }

  /** As `logProtectedRun`, of a page that `isFirstProtected`. */
  logFirstProtected(offset: number): void {
    this.logProtectedPage(offset);
    this.know(offset + 1, this.known.to);
  }

  private isKnown(): boolean {
    const { faults, protectedPages } = this.known;
    return faults === this.faults && protectedPages === this.protectedPages;
  }

  private know(from: number, to: number): void {
    const { faults, known, protectedPages } = this;
    known.from = from;
    known.to = to;
    known.faults = faults;
    known.protectedPages = protectedPages;
  }

  /** Logs page `offset` of the region, which is protected. */
  logProtectedPage(offset: number): void {
    this.logged.setPage(offset);
    this.protectedPages--;
    this.faults++;
  }

  /** Logs those of the protected pages that are picked. */
  logPicked(picks: PagePicks): void {
    const faults = this.logged.setPicked(picks);
    this.protectedPages -= faults;
    this.faults += faults;
  }

  /** Logs whichever of the pages [from, to) of the region are protected; returns how many were. */
  logWrites(from: number, to: number): number {
    if (this.protectedPages === 0) return 0;
    const faults = to - from - this.logged.count(from, to);
    if (faults > 0) {
      this.logged.setRange(from, to);
      this.protectedPages -= faults;
      this.faults += faults;
    }
    return faults;
  }
}
