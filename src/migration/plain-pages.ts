import { NextTransfer } from '../host/transfer.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import { kindsOfWork } from '../sim/work-budget.js';
import type { MigrationContext } from './context.js';
import type { PageRun } from './page-run.js';
import { isTimeCheck, pagesToTimeCheck } from './time-check.js';

/**
 * Sends pages as they are over the one stream, where nobody is told of each transfer and the rate limit is far: nearly
 * all that a long migration does. It takes the same steps, with the same sums in the same order, as `PageSender` does with
 * any pages, and makes no object for them.
 */
export class PlainPages {
  /** When the present step ends with the next time check. */
  deadline: Nanoseconds = ns(0);
  private readonly transfer = new NextTransfer();

  constructor(private readonly context: Pick<MigrationContext, 'channel' | 'clock' | 'counters'>) {}

  /** When the last page was handed over. The clock stays where it is. */
  get end(): Nanoseconds {
    return this.transfer.end;
  }

  /**
   * Sends the first `pages` of a run from now on, or as many as the step has time for before the next event.
   *
   * @returns how many were sent
   */
  send({ cost, settled, zero }: PageRun, pages: number, sentInStep: number): number {
    const { channel, clock, counters } = this.context;
    const { deadline, transfer } = this;
    const next = clock.nextEventTime;
    let sent = 0;
    transfer.start = clock.now;
    for (;;) {
      const late = transfer.start >= deadline;
      const left = pages - sent;
      transfer.until = late || next < deadline ? next : deadline;
      transfer.pages = late ? Math.min(left, pagesToTimeCheck(sentInStep + sent)) : left;
      channel.sendNext(transfer, cost);
      sent += transfer.pages;
      counters.cpuTime = ns(counters.cpuTime + transfer.pages * cost.sendNs);
      const { end } = transfer;
      if (sent === pages || end >= next) break;
      // Pages whose class may have changed are looked at again; a step ends at a time check.
      if (!settled || (end >= deadline && isTimeCheck(sentInStep + sent))) break;
      clock.work.spend(kindsOfWork.steps);
      transfer.start = end;
    }
    counters.countPlain(sent, zero);
    return sent;
  }
}
