import { EventQueue, type EventHandler } from './event-queue.js';
import { type Nanoseconds, ns } from './time.js';
import { WorkBudget, kindsOfWork } from './work-budget.js';

/** The clock of one simulation, and the events that are due as it moves. */
export class VirtualClock {
  private time = ns(0);
  private readonly queue = new EventQueue();

  /**
   * @param work of the run that has this clock
   * @param start what it shows first
   */
  constructor(
    readonly work = new WorkBudget(),
    start = ns(0),
  ) {
    this.time = start;
  }

  get now(): Nanoseconds {
    return this.time;
  }

  /** Time of the next scheduled event, or Infinity. */
  get nextEventTime(): Nanoseconds {
    return this.queue.nextTime;
  }

  /** Runs `handler` when the clock passes `time`; a time in the past is due at once. */
  schedule(time: Nanoseconds, handler: EventHandler): void {
    this.queue.schedule(ns(Math.max(time, this.time)), handler);
  }

  /** Moves to `time` and runs, in order, every event that is due by then. */
  advanceTo(time: Nanoseconds): void {
    if (time < this.time)
      throw new RangeError(`the clock cannot go back from ${this.time} to ${time}`);
    this.work.spend(kindsOfWork.steps);
    while (this.queue.nextTime <= time) {
      this.work.spend(kindsOfWork.steps);
      this.time = ns(Math.max(this.time, this.queue.nextTime));
      this.queue.pop()(this.time);
    }
    this.time = time;
  }

  /** As `advanceTo`; a time in the past is now. */
  waitUntil(time: Nanoseconds): void {
    this.advanceTo(ns(Math.max(time, this.time)));
  }

  advanceBy(duration: Nanoseconds): void {
    this.advanceTo(ns(this.time + Math.round(duration)));
  }
}
