import { PAGES_PER_MIB } from '../memory/units.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import { kindsOfWork, type WorkBudget } from '../sim/work-budget.js';
import type { CopyLines } from './workload.js';

/** The first "copied 1 GB" line covers one MiB more than the others (guestperf, stress.c). */
const FIRST_COPY_PAGES = 1025 * PAGES_PER_MIB;
const COPY_PAGES = 1024 * PAGES_PER_MIB;

/** A line is kept, and told. */
const LINE_WORK = 20;

/** The lines that the stress program has printed. */
export class PrintedCopies implements CopyLines {
  readonly runTimes: number[] = [];
  sweepsBeganAtRun: Nanoseconds | null = null;
  private pagesToNextLine = FIRST_COPY_PAGES;

  constructor(private readonly work: WorkBudget) {}

  /** It visits `pages` from run time `from` on, at `cost` each, and prints the lines that are due on the way. */
  visit(pages: number, cost: Nanoseconds, from: Nanoseconds): void {
    if (pages < this.pagesToNextLine) this.pagesToNextLine -= pages;
    else this.print(pages, cost, from);
  }

  private print(pages: number, cost: Nanoseconds, from: Nanoseconds): void {
    let done = 0;
    while (pages - done >= this.pagesToNextLine) {
      done += this.pagesToNextLine;
      this.work.spend(kindsOfWork.lines, LINE_WORK);
      this.runTimes.push(ns(from + done * cost));
      this.pagesToNextLine = COPY_PAGES;
    }
    this.pagesToNextLine -= pages - done;
  }
}
