import { NextTransfer } from '../host/transfer.js';
import { PAGE_BYTES } from '../memory/units.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import { kindsOfWork } from '../sim/work-budget.js';
import type { MigrationContext } from './context.js';
import { SECTION_FRAME_BYTES } from './costs.js';
import type { IterateStep } from './iterate-step.js';
import type { PageRun } from './page-run.js';
import type { Turn } from './quiet-turn.js';
import { pagesToTimeCheck } from './time-check.js';

/**
 * Sends pages as they are over the one stream, where nobody is told of each transfer and the rate limit is far: nearly
 * all that a long migration does. It takes the same steps, with the same sums in the same order, as `PageSender` does with
 * any pages, and makes no object for them.
 */
export class PlainPages {
  private readonly transfer = new NextTransfer();

  constructor(
    private readonly context: Pick<MigrationContext, 'channel' | 'clock' | 'counters' | 'ram'>,
    protected readonly step: IterateStep,
  ) {}

  /** When the last page was handed over. The clock stays where it is. */
  get end(): Nanoseconds {
    return this.transfer.end;
  }

  /**
   * Sends the first `pages` of a run from now on, or as many as time allows before the next event: those of the present
   * step and, turn after quiet turn, those of the next ones.
   *
   * @param turn between two steps; null if more is to be decided there, and the run ends with the step
   * @returns how many were sent. Those of the present step are in it; it is over if its end has been accounted for.
   */
  send({ cost, settled, zero }: PageRun, pages: number, turn: Turn | null): number {
    const { channel, clock, counters, ram } = this.context;
    const { step, transfer } = this;
    const next = clock.nextEventTime;
    let sent = 0;
    let counted = 0;
    transfer.start = clock.now;
    for (;;) {
      const { deadline } = step;
      const late = transfer.start >= deadline;
      const left = pages - sent;
      transfer.until = late || next < deadline ? next : deadline;
      transfer.pages = late ? Math.min(left, pagesToTimeCheck(step.sentPages)) : left;
      channel.sendNext(transfer, cost);
      sent += transfer.pages;
      step.sentPages += transfer.pages;
      counters.cpuTime = ns(counters.cpuTime + transfer.pages * cost.sendNs);
      const { end } = transfer;
      // Pages whose class may have changed are looked at again.
      if (sent === pages || end >= next || !settled) break;
      if (step.endsAt(end)) {
        if (turn === null) break;
        counters.countPlain(sent - counted, zero);
        counted = sent;
        counters.transferredBytes += SECTION_FRAME_BYTES;
        step.isOver = true;
        if (!turn.passes(transfer, (ram.dirtyPages - sent) * PAGE_BYTES)) break;
        if (!turn.allows((pages - sent) * cost.wireBytes)) break;
        step.begin(end);
      }
      clock.work.spend(kindsOfWork.steps);
      transfer.start = end;
    }
    counters.countPlain(sent - counted, zero);
    return sent;
  }
}
