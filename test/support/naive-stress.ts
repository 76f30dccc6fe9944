import type { VisitCosts } from '../../src/guest/visit-costs.js';

/**
 * The stress program one page at a time, with the dirty log as a plain set. Slow and obvious: the
 * closed form is tested against it.
 */
export class NaiveStress {
  /** Pages that are logged; all others are protected while `logging`. */
  readonly logged = new Set<number>();
  logging = false;
  page = 0;
  /** Time spent in the visit of `page`. */
  visited = 0;
  filled = false;
  sweeps = 0;
  touchedEnd = 0;
  private faultLeft = 0;

  constructor(
    readonly pages: number,
    private readonly costs: VisitCosts,
  ) {}

  get protectedPages(): number {
    return this.logging ? this.pages - this.logged.size : 0;
  }

  /** Runs for `budget`; returns the pages that were written in that time. */
  run(budget: number): Set<number> {
    const written = new Set<number>();
    let left = budget;
    const spend = (wanted: number): number => {
      const spent = Math.min(left, wanted);
      left -= spent;
      return spent;
    };
    this.faultLeft -= spend(this.faultLeft);
    while (left > 0) {
      if (this.logging && !this.logged.has(this.page)) {
        this.logged.add(this.page);
        this.faultLeft = this.costs.writeFault;
        this.faultLeft -= spend(this.faultLeft);
        if (left === 0) break;
      }
      const visit = this.filled ? this.costs.visit : this.costs.faultIn;
      this.visited += spend(visit - this.visited);
      written.add(this.page);
      if (!this.filled) this.touchedEnd = this.page + 1;
      if (this.visited === visit) this.nextPage();
    }
    return written;
  }

  /** How often page `offset` has been swept over. */
  passesOver(offset: number): number {
    if (!this.filled) return 0;
    const inProgress = offset === this.page && this.visited > 0;
    return this.sweeps + (offset < this.page || inProgress ? 1 : 0);
  }

  private nextPage(): void {
    this.visited = 0;
    this.page++;
    if (this.page < this.pages) return;
    this.page = 0;
    if (this.filled) this.sweeps++;
    this.filled = true;
  }
}
