/** What a vCPU of `NaiveRing` is made of; times in ns. */
export interface NaiveRingCosts {
  readonly visit: number;
  readonly writeFault: number;
  readonly exit: number;
  readonly resetPage: number;
  readonly sleep: number;
}

/**
 * A vCPU with a dirty ring that sweeps over its pages, one visit after the other: the first write to a
 * page since the ring was emptied faults and takes an entry; at `softLimit` entries the vCPU empties its
 * ring and sleeps.
 */
export class NaiveRing {
  fullExits = 0;
  entries = 0;
  visits = 0;

  constructor(pages: number, softLimit: number, costs: NaiveRingCosts, until: number) {
    const inRing = new Set<number>();
    const { visit, writeFault, exit, resetPage, sleep } = costs;
    for (let time = 0; ;) {
      const page = this.visits % pages;
      time += visit + (inRing.has(page) ? 0 : writeFault);
      if (time > until) return;
      this.visits++;
      if (inRing.has(page)) continue;
      inRing.add(page);
      this.entries++;
      if (inRing.size < softLimit) continue;
      this.fullExits++;
      inRing.clear();
      time += exit + softLimit * resetPage + sleep;
    }
  }
}
