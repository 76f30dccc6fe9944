import { type Nanoseconds, ns } from '../sim/time.js';
import { isTimeCheck, STEP_NS } from './time-check.js';

/** How far an iterate step is, and when it ends (QEMU, ram_save_iterate). */
export class IterateStep {
  /** The step ends with the first time check after this. */
  deadline: Nanoseconds = ns(0);
  /** Pages of it that count. */
  sentPages = 0;
  /** Whether its end is accounted for: it is no longer under way. */
  isOver = false;

  begin(now: Nanoseconds): void {
    this.deadline = ns(now + STEP_NS);
    this.sentPages = 0;
    this.isOver = false;
  }

  /** Whether the time is checked now, and is up. The time is looked at after a page that counts. */
  endsAt(now: Nanoseconds): boolean {
    return now >= this.deadline && isTimeCheck(this.sentPages);
  }
}
