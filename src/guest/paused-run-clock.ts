import { type Nanoseconds, ns } from '../sim/time.js';
import { type ClockPiece, PiecewiseClock } from './piecewise-clock.js';

/** The vCPUs run or stand still. */
interface Change extends ClockPiece {
  readonly isRunning: boolean;
}

/**
 * How much time the vCPUs have run by a moment, when all of them are paused and resumed together by
 * somebody who says so.
 */
export class PausedRunClock extends PiecewiseClock<Change> {
  constructor() {
    super({ start: ns(0), isRunning: true, runAtStart: ns(0) });
  }

  pause(now: Nanoseconds): void {
    this.change(now, false);
  }

  resume(now: Nanoseconds): void {
    this.change(now, true);
  }

  get isPaused(): boolean {
    return !this.last.isRunning;
  }

  protected override runTimeIn(change: Change, time: Nanoseconds): Nanoseconds {
    return ns(change.runAtStart + (change.isRunning ? time - change.start : 0));
  }

  protected override timeAtRunIn(change: Change, runTime: Nanoseconds): Nanoseconds {
    return ns(change.start + (runTime - change.runAtStart));
  }

  override awakeAt(time: Nanoseconds): Nanoseconds {
    return time;
  }

  private change(now: Nanoseconds, isRunning: boolean): void {
    if (this.isPaused !== isRunning) return;
    this.pieces.push({ start: now, isRunning, runAtStart: this.runTimeAt(now) });
  }
}
