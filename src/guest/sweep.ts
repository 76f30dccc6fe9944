import type { WriteRegion } from '../memory/write-region.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import type { WorkBudget } from '../sim/work-budget.js';
import { PrintedCopies } from './printed-copies.js';
import { reportSwept } from './swept-pages.js';
import type { VisitCosts } from './visit-costs.js';
import type { WriteObserver } from './workload.js';

/**
 * A sweep over a region, page after page, again and again: how far it gets in a while, over pages whose write faults and over others.
 *
 * A page counts as written from the start of its visit to the end, so the page in progress is
 * written again by the next run.
 */
export abstract class Sweep {
  /** Position of the next write: page offset in the region, with the part of the visit done. */
  protected offset = 0;
  /** Completed sweeps; the fill is not one. */
  protected sweeps = -1;
  /** Time still to pass in a fault that the last run did not finish. */
  protected faultDebt: Nanoseconds = ns(0);
  /** Run time consumed so far. */
  protected ranFor: Nanoseconds = ns(0);
  readonly copyLines: PrintedCopies;

  constructor(
    readonly region: WriteRegion,
    protected readonly costs: VisitCosts,
    work: WorkBudget,
  ) {
    this.copyLines = new PrintedCopies(work);
  }

  /** No page faults: whole sweeps at once. */
  protected sweepUnprotected(
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
  protected crossLoggedRun(budget: Nanoseconds, visit: Nanoseconds, end: number): Nanoseconds {
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
  protected crossProtectedRun(
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

  /**
   * Ends the page in progress and begins the next one, whose write faults: all that a sweep does between two looks of a sender that
   * goes beside it. It comes to what one run over logged and one over protected pages come to, with the same sums.
   *
   * @returns whether that is all that `budget` is for; else nothing was done
   */
  protected stepsOn(budget: Nanoseconds, by: Nanoseconds, observer: WriteObserver | null): boolean {
    const { offset, region } = this;
    const { visit, writeFault } = this.costs;
    const first = Math.floor(offset);
    const next = first + 1;
    if (offset === first || region.faultsPerVisitNs !== null) return false;
    if (!region.isFirstProtected(next)) return false;
    const remainder = next - offset;
    const left = budget - remainder * visit;
    if (left <= writeFault || left >= visit + writeFault) return false;
    const reached = Math.min(next + 1, next + (left - writeFault) / visit);
    const advanced = reached - next;
    if (advanced <= 0) return false;
    this.progress(remainder, visit);
    region.logFirstProtected(next);
    this.progress(advanced, ns(left / advanced));
    this.offset = reached;
    observer?.pagesWritten(region.start + first, region.start + next, by);
    observer?.pagesWritten(region.start + next, region.start + next + 1, by);
    if (reached >= region.pages) this.beginNextSweep();
    return true;
  }

  /** Accounts `pages` of progress at `cost` each, and notes the lines printed on the way. */
  private progress(pages: number, cost: Nanoseconds): void {
    if (this.sweeps >= 0) this.copyLines.visit(pages, cost, this.ranFor);
    this.ranFor = ns(this.ranFor + pages * cost);
  }

  protected beginNextSweep(): void {
    this.offset = 0;
    this.sweeps++;
    if (this.sweeps === 0) this.copyLines.sweepsBeganAtRun = this.ranFor;
  }
}
