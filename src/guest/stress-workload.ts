import type { MissingPages } from '../memory/missing-pages.js';
import type { WriteRegion } from '../memory/write-region.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import { WorkBudget } from '../sim/work-budget.js';
import { type ContentSource, stressPattern, type VisitPattern } from './page-content.js';
import { PrintedCopies } from './printed-copies.js';
import { reportSwept } from './swept-pages.js';
import { sweptAlikeUntil, sweptVersion } from './sweep-content.js';
import { type VisitCosts, visitCostsIn } from './visit-costs.js';
import type { Dirtying, Workload, WriteObserver } from './workload.js';

/** A visit of which less is left than this is over: sums of times are not exact. */
const VISIT_END = 1e-6;

/**
 * One thread of guestperf's stress program: it fills its buffer, then sweeps over it for ever, page
 * after page, XORing each with the same page of random data (guestperf, stress.c). What it writes
 * while it runs is an arc of its buffer.
 *
 * A page counts as written from the start of its visit to the end, so the page in progress is
 * written again by the next run.
 */
export class StressWorkload implements Workload {
  readonly writesInOrder = true;
  readonly freeList = null;
  /** Position of the next write: page offset in the region, with the part of the visit done. */
  private offset = 0;
  /** Completed sweeps; the fill is not one. */
  private sweeps = -1;
  /** Time still to pass in a fault that the last run did not finish. */
  private faultDebt: Nanoseconds = ns(0);
  /** Run time consumed so far. */
  private ranFor: Nanoseconds = ns(0);
  readonly copyLines: PrintedCopies;
  readonly content: ContentSource;

  /** @param reads whether its sweeps read only, at the speed of writing; it writes to fill the buffer */
  constructor(
    readonly region: WriteRegion,
    private readonly costs: VisitCosts,
    pattern: VisitPattern = stressPattern,
    private readonly reads = false,
    work = new WorkBudget(),
  ) {
    this.copyLines = new PrintedCopies(work);
    this.content = {
      pattern,
      versionOf: (offset) => this.versionOf(offset),
      sameUntil: (offset, limit) =>
        this.reads && this.sweeps >= 0 ? limit : sweptAlikeUntil(this.offset, offset, limit),
      unchangedFor: (from, to) => this.unchangedFor(from, to),
    };
  }

  /** Completed sweeps over page `pageOffset`, and the part of this one in words; the fill is before 0. */
  private versionOf(pageOffset: number): number {
    // Sweeps that only read leave what the fill wrote.
    if (this.reads && this.sweeps >= 0) return 0;
    return sweptVersion(this.sweeps, this.offset, pageOffset);
  }

  /** Until the sweep is within a page of them, if all visits are as short as visits can be. */
  private unchangedFor(from: number, to: number): Nanoseconds {
    if (this.reads && this.sweeps >= 0) return ns(Infinity);
    const ahead = from - this.offset;
    if (ahead < 0 && this.offset < to) return ns(0);
    const pages = ahead < 0 ? this.region.pages + ahead : ahead;
    return ns(Math.max(0, pages - 1) * Math.min(this.costs.faultIn, this.costs.visit));
  }

  run(runTime: Nanoseconds, by: Nanoseconds, observer: WriteObserver | null): void {
    // All that it does while nothing is logged: in postcopy, from one missing page to the next.
    if (this.sweepsFreely() && runTime > 0) {
      this.sweepUnprotected(runTime, this.costs.visit, by, observer);
    } else {
      this.runLogged(runTime, by, observer);
    }
  }

  /** Whether it sweeps, writes, and no write of it costs anything beside the visit. */
  private sweepsFreely(): boolean {
    const { region } = this;
    if (this.sweeps < 0 || this.reads || this.faultDebt > 0) return false;
    return region.protectedPages === 0 && region.faultsPerVisitNs === null && region.pages > 0;
  }

  private runLogged(runTime: Nanoseconds, by: Nanoseconds, observer: WriteObserver | null): void {
    const { region } = this;
    const pages = region.pages;
    const costs = visitCostsIn(region, this.costs);
    let budget = runTime;
    if (this.faultDebt > 0 && pages > 0) {
      const paid = Math.min(budget, this.faultDebt);
      this.faultDebt = ns(this.faultDebt - paid);
      this.ranFor = ns(this.ranFor + paid);
      budget = ns(budget - paid);
    }
    while (budget > 0 && pages > 0) {
      const filling = this.sweeps < 0;
      if (this.reads && !filling) {
        this.sweepUnprotected(budget, this.costs.visit, by, null);
        return;
      }
      const visit = filling ? costs.faultIn : costs.visit;
      if (region.protectedPages === 0 && !filling) {
        this.sweepUnprotected(budget, visit, by, observer);
        return;
      }
      const first = Math.floor(this.offset);
      if (region.protectedPages === 0) {
        budget = this.crossLoggedRun(budget, visit, pages);
      } else if (region.isLogged(first)) {
        budget = this.crossLoggedRun(budget, visit, region.loggedRunEnd(first));
      } else {
        const end = region.protectedRunEnd(first);
        budget = this.crossProtectedRun(budget, visit, costs.writeFault, first, end);
      }
      const last = Math.ceil(this.offset);
      observer?.pagesWritten(region.start + first, region.start + last, by);
      if (filling) region.touchedEnd = region.start + last;
      if (this.offset >= pages) this.beginNextSweep();
    }
  }

  untilMissing(missing: MissingPages): Nanoseconds {
    const { region, offset } = this;
    const first = this.touchedOffset();
    const visit = this.sweeps < 0 ? this.costs.faultIn : this.costs.visit;
    const ahead = missing.next(region.start + first, region.end);
    if (ahead < region.end) {
      return ns(this.faultDebt + Math.max(0, ahead - region.start - offset) * visit);
    }
    const behind = missing.next(region.start, region.start + first);
    if (behind >= region.start + first) return ns(Infinity);
    const toEnd = Math.max(0, region.pages - offset) * visit;
    return ns(this.faultDebt + toEnd + (behind - region.start) * this.costs.visit);
  }

  missingPage(missing: MissingPages): number | null {
    const page = this.region.start + this.touchedOffset();
    return missing.has(page) ? page : null;
  }

  endVisit(): void {
    this.offset = Math.max(this.offset, Math.floor(this.offset + VISIT_END));
    if (this.offset >= this.region.pages) this.beginNextSweep();
  }

  /** The page that is being written; at the end of a visit, the next one. */
  private touchedOffset(): number {
    const page = Math.floor(this.offset + VISIT_END);
    return page < this.region.pages ? page : 0;
  }

  foresee(runTime: Nanoseconds, fault: Nanoseconds): Dirtying {
    const { pages } = this.region;
    if (pages === 0) return { visits: 0, pages: 0 };
    const toFill = this.sweeps < 0 ? pages - this.offset : 0;
    const filled = Math.min(toFill, runTime / (this.costs.faultIn + fault));
    const left = runTime - filled * (this.costs.faultIn + fault);
    const { visit } = this.costs;
    if (this.reads) return { visits: filled + left / visit, pages: filled };
    const firstSweep = Math.min(pages, left / (visit + fault));
    const further = (left - firstSweep * (visit + fault)) / visit;
    const once = filled + firstSweep;
    return { visits: once + further, pages: Math.min(pages, once) };
  }

  /** No page faults: whole sweeps at once. */
  private sweepUnprotected(
    budget: Nanoseconds,
    visit: Nanoseconds,
    by: Nanoseconds,
    observer: WriteObserver | null,
  ): void {
    const { offset: from, region } = this;
    const advanced = budget / visit;
    const reached = from + advanced;
    this.progress(advanced, visit);
    const sweeps = reached < region.pages ? 0 : Math.floor(reached / region.pages);
    this.offset = Math.max(0, reached - sweeps * region.pages);
    this.sweeps += sweeps;
    if (observer !== null) reportSwept(region, from, this.offset, advanced, by, observer);
  }

  /** Moves over logged pages up to `end`, or as far as the budget goes; returns what is left. */
  private crossLoggedRun(budget: Nanoseconds, visit: Nanoseconds, end: number): Nanoseconds {
    const cost = (end - this.offset) * visit;
    if (cost <= budget) {
      this.progress(end - this.offset, visit);
      this.offset = end;
      return ns(budget - cost);
    }
    this.progress(budget / visit, visit);
    this.offset = Math.min(end, this.offset + budget / visit);
    return ns(0);
  }

  /** As `crossLoggedRun`, over protected pages: each faults once, and is logged. */
  private crossProtectedRun(
    budget: Nanoseconds,
    visit: Nanoseconds,
    fault: Nanoseconds,
    first: number,
    end: number,
  ): Nanoseconds {
    const remainder = end - this.offset;
    const faults = end - first;
    const cost = remainder * visit + faults * fault;
    if (cost <= budget) {
      this.progress(remainder, ns(cost / remainder));
      this.region.logProtectedRun(first, end);
      this.offset = end;
      return ns(budget - cost);
    }
    const firstCost = (first + 1 - this.offset) * visit + fault;
    let page = first;
    let partStart = this.offset;
    let left = budget;
    if (left >= firstCost) {
      left = ns(left - firstCost);
      const whole = Math.min(end - first - 1, Math.floor(left / (visit + fault)));
      left = ns(Math.max(0, left - whole * (visit + fault)));
      page = first + 1 + whole;
      partStart = page;
    }
    const begun = left > 0 && page < end;
    this.region.logProtectedRun(first, begun ? page + 1 : page);
    const inVisit = begun ? left - fault : 0;
    if (inVisit < 0) this.faultDebt = ns(-inVisit);
    const reached = Math.min(page + 1, partStart + Math.max(0, inVisit) / visit);
    const advanced = reached - this.offset;
    if (advanced > 0) this.progress(advanced, ns(budget / advanced));
    else this.ranFor = ns(this.ranFor + budget);
    this.offset = reached;
    return ns(0);
  }

  /** Accounts `pages` of progress at `cost` each, and notes the lines printed on the way. */
  private progress(pages: number, cost: Nanoseconds): void {
    if (this.sweeps >= 0) this.copyLines.visit(pages, cost, this.ranFor);
    this.ranFor = ns(this.ranFor + pages * cost);
  }

  private beginNextSweep(): void {
    this.offset = 0;
    this.sweeps++;
    if (this.sweeps === 0) this.copyLines.sweepsBeganAtRun = this.ranFor;
  }
}
