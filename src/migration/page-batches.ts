import { NextTransfer } from '../host/transfer.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import { kindsOfWork } from '../sim/work-budget.js';
import type { MigrationContext } from './context.js';
import type { PageRun, Sequel } from './page-run.js';
import { transferNext } from './page-transfer.js';

/**
 * Sends a batch and those of its sequel one behind the other, as if each were found and encoded by itself: at its own time, after
 * its own look at the guest, by the same floating-point operations in the same order. It goes on as long as nothing
 * else could happen between two of them: no event, no end of a step, nothing in the pages that the sequel does not know.
 */
export class PageBatches {
  private readonly transfer = new NextTransfer();

  constructor(
    private readonly context: Pick<MigrationContext, 'channel' | 'clock' | 'counters' | 'observer'>,
  ) {}

  /** When the last of them was handed over. The clock stays where it is. */
  get end(): Nanoseconds {
    return this.transfer.end;
  }

  /**
   * Sends up to `batches` batches of `pages` pages of a run and its sequel, the last one perhaps cut at `until`.
   *
   * @returns how many pages were sent
   */
  send(run: PageRun, sequel: Sequel, pages: number, batches: number, until: Nanoseconds): number {
    const { channel, clock, counters, observer } = this.context;
    const { transfer } = this;
    const { work } = clock;
    const before = Math.min(until, sequel.before);
    let { cpuTime } = counters;
    let page = run.start;
    transfer.start = clock.now;
    for (let left = batches; ; left--) {
      const { cost } = run;
      transfer.pages = pages;
      transfer.until = until;
      transferNext(channel, transfer, cost);
      const { end, pages: sent } = transfer;
      cpuTime = ns(cpuTime + sent * cost.sendNs);
      observer?.pagesSent(page, page + sent, transfer.start, end);
      page += sent;
      if (left === 1 || sent < pages || end >= before) break;
      work.spend(kindsOfWork.steps);
      transfer.start = end;
      if (!sequel.look(transfer)) break;
    }
    counters.cpuTime = cpuTime;
    return page - run.start;
  }
}

/**
 * In how many batches of `pages` pages a run and its sequel are sent in a step; one if something has to be looked at behind it: the
 * time, or the rate limit.
 *
 * @param late whether the step ends at its next time check, before which only pages that do not count are sent
 */
export function batchesOf(
  { cost, end, form, start }: PageRun,
  sequel: Sequel,
  pages: number,
  late: boolean,
  budget: { allows(bytes: number): boolean },
): number {
  if (form?.counts !== false && (late || start + pages < end)) return 1;
  const batches = Math.floor((sequel.end - start) / pages);
  const pageBytes = Math.max(cost.wireBytes, sequel.mostBytes);
  return budget.allows(batches * pages * pageBytes) ? batches : 1;
}
