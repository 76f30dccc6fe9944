import type { MissingPages } from '../memory/missing-pages.js';
import type { WriteRegion } from '../memory/write-region.js';
import type { Nanoseconds } from '../sim/time.js';
import type { ContentSource } from './page-content.js';

/** Told of every page that a workload writes; the oracle listens here. */
export interface WriteObserver {
  /** Pages [start, end) were written between the last advance of their region and `by`. */
  pagesWritten(start: number, end: number, by: Nanoseconds): void;
}

/** What a program does in a while. */
export interface Dirtying {
  /** Visits to pages. */
  readonly visits: number;
  /** Different pages that are written. */
  readonly pages: number;
}

/** The "copied 1 GB" lines that the stress program prints. */
export interface CopyLines {
  /** Run times at which they were printed. */
  readonly runTimes: readonly number[];
  /** Run time at which the sweeps began; the first copy is timed from here. Null before. */
  readonly sweepsBeganAtRun: Nanoseconds | null;
}

/** Pages of a region that a program takes and gives back; pages are counted from its start. */
export interface FreeList {
  /** First page from page `from` on that is free, or the region's size. */
  nextFree(from: number): number;
  /** End of the run of free pages that begins at page `from`. */
  freeRunEnd(from: number): number;
  /** The guest keeps pages [from, to) from everybody until they are released. */
  holdBack(from: number, to: number): void;
  /** Lets go what `holdBack` kept. */
  release(from: number, to: number, now: Nanoseconds): void;
}

/**
 * A program on a vCPU. It answers one question: which pages are written while the vCPU runs for a
 * while? Nothing in it loops over writes.
 */
export interface Workload {
  readonly region: WriteRegion;
  /** Whether it writes page after page, and reports those pages and no others. */
  readonly writesInOrder: boolean;
  /** What the pages of the region hold. */
  readonly content: ContentSource;
  /** Null if it prints none. */
  readonly copyLines: CopyLines | null;
  /** Null if it keeps its pages: what gives pages back fills no dirty ring to speak of. */
  readonly freeList: FreeList | null;
  /**
   * Runs for `runTime` and logs what it writes in `region`; faults on protected pages take their
   * part of the time.
   *
   * @param by when this run ends, for the observer
   */
  run(runTime: Nanoseconds, by: Nanoseconds, observer: WriteObserver | null): void;
  /** The vCPU stands still until `time`, which counts for who keeps to a schedule; left out where all that counts is running time. */
  waitUntil?(time: Nanoseconds): void;
  /** Ends a visit of which a rounding error is left: where the program goes on, its page need not be there. */
  endVisit?(): void;
  /**
   * On the destination of a postcopy migration: running time from `now` on until the program may
   * touch a page that is missing; Infinity if it will touch none. Pages may arrive meanwhile.
   *
   * @param speed running time that passes in a nanosecond
   */
  untilMissing(missing: MissingPages, now: Nanoseconds, speed: number): Nanoseconds;
  /** The missing page that the program touches after that time; null if it has arrived. */
  missingPage(missing: MissingPages): number | null;
  /**
   * What it would do in `runTime` from now on if each of its pages were protected now, and the first
   * write to each cost a fault of `fault`. Does not run it.
   */
  foresee(runTime: Nanoseconds, fault: Nanoseconds): Dirtying;
}
