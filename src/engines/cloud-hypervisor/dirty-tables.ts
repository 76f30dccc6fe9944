import { ns } from '../../sim/time.js';
import { DirtyPageSet } from '../../memory/dirty-page-set.js';
import { concatenate, type RangeTable } from '../../memory/range-table.js';
import type { VirtualClock } from '../../sim/virtual-clock.js';
import type { CloudHypervisorCosts } from './costs.js';
import type { DirtySources } from './dirty-sources.js';
import { harvest } from './harvest.js';
import type { WorkerStop } from './report.js';

/** The table of what was written since the last one, and when a worker was done with it. */
export type LastTable =
  | {
      readonly outcome: 'taken';
      readonly table: RangeTable;
      readonly workerStop: WorkerStop | null;
    }
  | { readonly outcome: 'deadlock' };

/** Where the loop gets the tables of dirty pages from. Both calls take their time on the clock. */
export interface DirtyTables {
  /** Times the dirty log was fetched. */
  readonly harvests: number;
  /** The loop begins. */
  start(): void;
  /** What was written since the last table; the guest runs. */
  next(): RangeTable;
  /** What was written since the last table; the guest has been paused. */
  last(): LastTable;
  /** Pages a second; null where nobody measures it. */
  readonly dirtyPagesPerSecond: number | null;
}

/** The loop fetches the dirty log itself, and waits for it (vmm/src/vm.rs, dirty_log). */
export class DirectTables implements DirtyTables {
  harvests = 0;
  readonly dirtyPagesPerSecond = null;
  /** What each source's log says; empty between two tables. */
  private readonly found: readonly DirtyPageSet[];

  constructor(
    private readonly clock: VirtualClock,
    private readonly sources: DirtySources,
    private readonly costs: CloudHypervisorCosts,
  ) {
    this.found = sources.all.map(() => new DirtyPageSet());
  }

  start(): void {
    // Nothing is fetched before the loop asks for it.
  }

  /** The logs' tables one after the other. */
  next(): RangeTable {
    const { all } = this.sources;
    this.sources.bringUpToDate(all, this.clock.now);
    this.harvests++;
    let time = 0;
    const tables = all.map(({ log }, index) => {
      const found = this.found[index];
      time += harvest(log, found, this.costs).fetch;
      return found.take();
    });
    const table = concatenate(tables);
    this.clock.advanceBy(ns(time + table.starts.length * this.costs.tableRange));
    return table;
  }

  last(): LastTable {
    return { outcome: 'taken', table: this.next(), workerStop: null };
  }
}
