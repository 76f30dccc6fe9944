import { NextTransfer } from '../host/transfer.js';
import type { TransferCost } from '../host/transfer-cost.js';
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
 * any pages, and makes no object for them: it is the transfer that the channel carries out, again and again.
 */
export class PlainPages extends NextTransfer {
  private cost: TransferCost;
  private zero = false;
  private settled = false;
  private turn: Turn | null = null;
  private nextEvent: Nanoseconds = ns(0);
  /** Pages of the run that are wanted, those that were sent, and those of them that are in the counters. */
  private wanted = 0;
  private sent = 0;
  private counted = 0;

  constructor(
    private readonly context: Pick<
      MigrationContext,
      'channel' | 'clock' | 'costs' | 'counters' | 'ram'
    >,
    protected readonly step: IterateStep,
  ) {
    super();
    this.cost = context.costs.contentPage;
  }

  /**
   * Sends the first `pages` of a run from now on, or as many as time allows before the next event: those of the present
   * step and, turn after quiet turn, those of the next ones. The clock stays where it is.
   *
   * @param turn between two steps; null if more is to be decided there, and nothing is sent beyond the step
   * @returns how many were sent. Those of the present step are in it; it is over if its end has been accounted for.
   */
  send({ cost, settled, zero }: PageRun, pages: number, turn: Turn | null): number {
    const { channel, clock, counters } = this.context;
    this.cost = cost;
    this.settled = settled;
    this.zero = zero;
    this.turn = turn;
    this.nextEvent = clock.nextEventTime;
    this.wanted = pages;
    this.sent = 0;
    this.counted = 0;
    this.askFrom(clock.now);
    channel.sendNext(this, cost);
    counters.countPlain(this.sent - this.counted, zero);
    return this.sent;
  }

  override goesOn(): boolean {
    const { clock, counters } = this.context;
    const { end, pages, step } = this;
    this.sent += pages;
    step.sentPages += pages;
    counters.cpuTime = ns(counters.cpuTime + pages * this.cost.sendNs);
    if (this.sent === this.wanted || end >= this.nextEvent) return false;
    // Pages whose class may have changed are looked at again.
    if (!this.settled) return false;
    if (step.endsAt(end) && !this.nextStep()) return false;
    clock.work.spend(kindsOfWork.steps);
    this.askFrom(end);
    return true;
  }

  /** What may be sent from `start` on: to the end of the step, or if that is late to the next time check. */
  private askFrom(start: Nanoseconds): void {
    const { nextEvent, step } = this;
    const { deadline } = step;
    const late = start >= deadline;
    const left = this.wanted - this.sent;
    this.start = start;
    this.until = late || nextEvent < deadline ? nextEvent : deadline;
    this.pages = late ? Math.min(left, pagesToTimeCheck(step.sentPages)) : left;
  }

  /** The step is over. Returns whether the next one has begun with what is left of the run. */
  private nextStep(): boolean {
    const { counters, ram } = this.context;
    const { sent, step, turn } = this;
    if (turn === null) return false;
    counters.countPlain(sent - this.counted, this.zero);
    counters.transferredBytes += SECTION_FRAME_BYTES;
    this.counted = sent;
    step.isOver = true;
    if (!turn.passes(this, ram.dirtyPages - sent)) return false;
    if (!turn.allows(this.wanted - sent, this.cost.wireBytes)) return false;
    step.begin(this.end);
    return true;
  }
}
