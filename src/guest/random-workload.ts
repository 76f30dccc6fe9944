import type { MissingPages } from '../memory/missing-pages.js';
import type { WriteRegion } from '../memory/write-region.js';
import type { RandomStream } from '../sim/random-stream.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import { stressPattern, type VisitPattern } from './page-content.js';
import { CERTAIN, RandomContent } from './random-content.js';
import { RandomPicks } from './random-picks.js';
import { type VisitCosts, visitCostsIn } from './visit-costs.js';
import type { Dirtying, Workload, WriteObserver } from './workload.js';

/** A page of which less is left to fill than this is filled: sums of times are not exact. */
const PAGE_END = 1e-6;

/**
 * Visits the pages of its region at random, all equally likely. After `k` visits of `n` pages a page
 * has been visited with probability `1 - exp(-k / n)`; which protected pages that are is drawn once
 * for each look at the log, so the cost follows the pages that become dirty, not the visits.
 */
export class RandomWorkload implements Workload {
  readonly writesInOrder = false;
  readonly copyLines = null;
  readonly freeList = null;
  /** Pages filled so far; the visits begin when the region is full. */
  private filled = 0;
  /** Pages that were missing when the next touch of one was drawn. */
  private missingWhenDrawn = 0;
  readonly content: RandomContent;

  /** @param contentRandom drawn from only if the content of pages is asked for */
  constructor(
    readonly region: WriteRegion,
    private readonly costs: VisitCosts,
    private readonly random: RandomStream,
    pattern: VisitPattern = stressPattern,
    contentRandom: () => RandomStream = () => random,
  ) {
    this.content = new RandomContent(region, pattern, contentRandom, () => this.filled);
  }

  run(runTime: Nanoseconds, by: Nanoseconds, observer: WriteObserver | null): void {
    const costs = visitCostsIn(this.region, this.costs);
    const left = this.fill(runTime, costs.faultIn, by, observer);
    if (left <= 0 || this.region.pages === 0) return;
    const visits = this.visitsIn(left, costs, this.region.protectedPages);
    const probability = -Math.expm1(-visits / this.region.pages);
    this.content.visited(visits / this.region.pages);
    if (this.content.isOn) this.content.drawVisited(probability, this.random);
    else if (this.region.protectedPages > 0) this.logVisited(probability);
    if (observer !== null) this.reportLogged(by, observer);
  }

  /**
   * Visits until one hits a missing page are geometric. Fewer pages may be missing when its time has
   * come: then it hits one with the ratio of the two numbers.
   */
  untilMissing(missing: MissingPages): Nanoseconds {
    const { region, filled } = this;
    const fillsNext = this.filledPages();
    if (fillsNext < region.pages) {
      const ahead = missing.next(region.start + fillsNext, region.end) - region.start;
      return ns(Math.max(0, ahead - filled) * this.costs.faultIn);
    }
    this.missingWhenDrawn = missing.count(region.start, region.end);
    if (this.missingWhenDrawn === 0) return ns(Infinity);
    const visits = -Math.log(1 - this.random.uniform()) * (region.pages / this.missingWhenDrawn);
    return ns(visits * this.costs.visit);
  }

  missingPage(missing: MissingPages): number | null {
    const { region } = this;
    const fillsNext = this.filledPages();
    if (fillsNext < region.pages) {
      const page = region.start + fillsNext;
      return missing.has(page) ? page : null;
    }
    const left = missing.count(region.start, region.end);
    const drawn = this.random.uniform() * this.missingWhenDrawn;
    return drawn < left ? missing.select(region.start, region.end, Math.floor(drawn)) : null;
  }

  /** Pages that are filled; those of which nearly nothing is left to fill among them. */
  private filledPages(): number {
    return Math.floor(this.filled + PAGE_END);
  }

  foresee(runTime: Nanoseconds, fault: Nanoseconds): Dirtying {
    const { pages } = this.region;
    const toFill = Math.max(0, pages - this.filled);
    const filling = Math.min(toFill, runTime / (this.costs.faultIn + fault));
    const left = runTime - filling * (this.costs.faultIn + fault);
    if (left <= 0 || pages === 0) return { visits: filling, pages: filling };
    const visits = this.visitsIn(ns(left), { ...this.costs, writeFault: fault }, pages);
    const written = Math.min(pages, filling - pages * Math.expm1(-visits / pages));
    return { visits: filling + visits, pages: written };
  }

  /** Fills the region first, page after page; returns the time that is left. */
  private fill(
    runTime: Nanoseconds,
    faultIn: Nanoseconds,
    by: Nanoseconds,
    observer: WriteObserver | null,
  ): Nanoseconds {
    const { region } = this;
    if (this.filled >= region.pages) return runTime;
    const first = Math.floor(this.filled);
    const reached = Math.min(region.pages, this.filled + runTime / faultIn);
    const last = Math.ceil(reached);
    region.logWrites(first, last);
    region.touchedEnd = region.start + last;
    observer?.pagesWritten(region.start + first, region.start + last, by);
    const spent = (reached - this.filled) * faultIn;
    this.filled = reached;
    return reached < region.pages ? ns(0) : ns(runTime - spent);
  }

  /** Visits that fit into `runTime`, faults on protected pages included. */
  private visitsIn(
    runTime: Nanoseconds,
    { visit, writeFault }: VisitCosts,
    protectedPages: number,
  ): number {
    const { pages } = this.region;
    let visits = runTime / visit;
    if (writeFault === 0 || protectedPages === 0) return visits;
    // Newton's method; the time is increasing and concave in the number of visits.
    for (let step = 0; step < 6; step++) {
      const untouched = Math.exp(-visits / pages);
      const time = visits * visit + protectedPages * (1 - untouched) * writeFault;
      const slope = visit + (protectedPages / pages) * untouched * writeFault;
      visits = Math.max(0, visits - (time - runTime) / slope);
    }
    return visits;
  }

  /** Logs each protected page with `probability`. */
  private logVisited(probability: number): void {
    const { region } = this;
    if (probability > CERTAIN) region.logWrites(0, region.pages);
    else if (probability > 0) region.logPicked(new RandomPicks(probability, this.random));
  }

  /** Any page that is logged may just have been written again: the oracle assumes that it was. */
  private reportLogged(by: Nanoseconds, observer: WriteObserver): void {
    const { region } = this;
    for (let page = 0; page < region.pages;) {
      if (!region.isLogged(page)) page = region.protectedRunEnd(page);
      if (page >= region.pages) break;
      const end = region.loggedRunEnd(page);
      observer.pagesWritten(region.start + page, region.start + end, by);
      page = end;
    }
  }
}
