import type { MissingPages } from '../memory/missing-pages.js';
import type { WriteRegion } from '../memory/write-region.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import { WorkBudget } from '../sim/work-budget.js';
import { type ContentSource, stressPattern, type VisitPattern } from './page-content.js';
import { Sweep } from './sweep.js';
import { sweptAlikeUntil, sweptVersion } from './sweep-content.js';
import { type VisitCosts, visitCostsIn } from './visit-costs.js';
import type { Dirtying, Workload, WriteObserver } from './workload.js';

/** A visit of which less is left than this is over: sums of times are not exact. */
const VISIT_END = 1e-6;

/**
 * One thread of guestperf's stress program: it fills its buffer, then sweeps over it for ever, page
 * after page, XORing each with the same page of random data (guestperf, stress.c). What it writes
 * while it runs is an arc of its buffer.
 */
export class StressWorkload extends Sweep implements Workload {
  readonly writesInOrder = true;
  readonly freeList = null;
  readonly content: ContentSource;

  /** @param reads whether its sweeps read only, at the speed of writing; it writes to fill the buffer */
  constructor(
    region: WriteRegion,
    costs: VisitCosts,
    pattern: VisitPattern = stressPattern,
    private readonly reads = false,
    work = new WorkBudget(),
  ) {
    super(region, costs, work);
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
    const isSweeping = this.sweeps >= 0 && !this.reads && !(this.faultDebt > 0);
    if (isSweeping && this.isFree() && runTime > 0) {
      this.sweepUnprotected(runTime, this.costs.visit, by, observer);
    } else if (!(isSweeping && this.stepsOn(runTime, by, observer))) {
      this.runLogged(runTime, by, observer);
    }
  }

  /** Whether no write costs anything beside the visit. */
  private isFree(): boolean {
    const { region } = this;
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
}
