import type { Transfer } from '../host/transfer.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import { kindsOfWork } from '../sim/work-budget.js';
import type { MigrationContext } from './context.js';
import type { PageRun, Sequel } from './page-run.js';
import { transferOf } from './page-transfer.js';

/**
 * Sends a batch and those of its sequel one behind the other, as if each were found and encoded by itself: at its own time, after
 * its own look at the guest, by the same floating-point operations in the same order. It goes on as long as nothing
 * else could happen between two of them: no event, no end of a step, no change of what the pages hold.
 */
export class PageBatches {
  private readonly transfer = { pages: 0, end: ns(0) };

  constructor(
    private readonly context: Pick<MigrationContext, 'channel' | 'clock' | 'counters' | 'observer'>,
  ) {}

  /**
   * Sends up to `batches` batches of `pages` pages of a run and its sequel, the last one perhaps cut at `until`.
   *
   * @returns what was sent, and when the last of it was handed over: the clock stays where it is
   */
  send(
    { cost, start }: PageRun,
    sequel: Sequel,
    pages: number,
    batches: number,
    until: Nanoseconds,
  ): Transfer {
    const { channel, clock, counters, observer } = this.context;
    const { work } = clock;
    const before = Math.min(until, sequel.before);
    let { cpuTime } = counters;
    let from = clock.now;
    let page = start;
    for (let left = batches; ; left--) {
      const { end, pages: sent } = transferOf(channel, from, pages, cost, until);
      cpuTime = ns(cpuTime + sent * cost.sendNs);
      observer?.pagesSent(page, page + sent, from, end);
      page += sent;
      from = end;
      if (left === 1 || sent < pages || end >= before) break;
      work.spend(kindsOfWork.steps);
      sequel.look(end);
    }
    counters.cpuTime = cpuTime;
    this.transfer.pages = page - start;
    this.transfer.end = from;
    return this.transfer;
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
  return budget.allows(batches * pages * cost.wireBytes) ? batches : 1;
}
