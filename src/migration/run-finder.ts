import { chunkEnd } from '../host/dirty-log.js';
import type { TransferCost } from '../host/transfer-cost.js';
import type { ContentExtent } from '../memory/guest-memory.js';
import type { MigrationContext } from './context.js';
import type { FoundRun } from './page-run.js';

/** Says how far the pages behind a dirty page are equal to it, and what they cost. */
export class RunFinder {
  private extentIndex = 0;
  /** There are a million in a migration, and nobody keeps one when the next is asked for. */
  private readonly run: FoundRun;

  /** @param detectsZeroPages whether pages are tested for zero; if not, all are sent whole */
  constructor(
    private readonly context: Pick<MigrationContext, 'clock' | 'costs' | 'guest' | 'ram'>,
    private readonly detectsZeroPages: boolean,
  ) {
    // In the order of fields of those that an encoding makes: what sends them is faster for it.
    this.run = {
      start: 0,
      end: 0,
      zero: false,
      settled: false,
      isFirst: false,
      cost: context.costs.contentPage,
      form: null,
      sequel: null,
    };
  }

  /**
   * The run of dirty pages that begins with page `start`. It holds until the next one is asked for.
   *
   * @param limit where it has to end
   */
  runFrom(start: number, limit: number): FoundRun {
    const { clock, costs, guest, ram } = this.context;
    const extent = this.extentOf(start);
    const { region } = extent;
    let end = Math.min(extent.end, chunkEnd(start), limit);
    let zero = extent.content === 'zero';
    const settled = region === null || region.touchedEnd === extent.end;
    if (region !== null && !settled) {
      guest.advanceRegion(region, clock.now);
      zero = start >= region.touchedEnd;
      if (!zero) end = Math.min(end, region.touchedEnd);
    }
    end = ram.dirty.nextClear(start, end);
    if (zero && this.detectsZeroPages)
      return this.found(start, end, true, settled, false, costs.zeroPage);
    const { populated } = ram;
    if (populated.has(start))
      return this.found(
        start,
        populated.nextClear(start, end),
        false,
        settled,
        false,
        costs.contentPage,
      );
    return this.found(
      start,
      populated.nextSet(start, end),
      false,
      settled,
      true,
      costs.firstContentPage,
    );
  }

  private found(
    start: number,
    end: number,
    zero: boolean,
    settled: boolean,
    isFirst: boolean,
    cost: TransferCost,
  ): FoundRun {
    const { run } = this;
    run.start = start;
    run.end = end;
    run.zero = zero;
    run.settled = settled;
    run.isFirst = isFirst;
    run.cost = cost;
    return run;
  }

  private extentOf(page: number): ContentExtent {
    const { extents } = this.context.ram.memory;
    const extent = extents[this.extentIndex];
    if (page < extent.start || page >= extent.end) {
      this.extentIndex = this.context.ram.memory.extentIndex(page);
    }
    return extents[this.extentIndex];
  }
}
