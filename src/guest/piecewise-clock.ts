import { type Nanoseconds, ns } from '../sim/time.js';
import type { VcpuClock } from './vcpu-clock.js';

/** A stretch of time in which vCPUs run by one rule. */
export interface ClockPiece {
  readonly start: Nanoseconds;
  /** Run time accumulated before `start`. */
  readonly runAtStart: Nanoseconds;
}

/** How much time vCPUs have run, piece after piece, in closed form within each. */
export abstract class PiecewiseClock<Piece extends ClockPiece> implements VcpuClock {
  protected readonly pieces: Piece[];
  protected stoppedAt: Nanoseconds = ns(Infinity);

  /** @param first from time 0 on */
  constructor(first: Piece) {
    this.pieces = [first];
  }

  of(_vcpu: number): VcpuClock {
    return this;
  }

  runs(time: Nanoseconds): boolean {
    return time < this.stoppedAt;
  }

  stop(now: Nanoseconds): void {
    this.stoppedAt = now;
  }

  runTimeAt(time: Nanoseconds): Nanoseconds {
    const until = ns(Math.min(time, this.stoppedAt));
    return this.runTimeIn(this.pieceAt(until), until);
  }

  abstract awakeAt(time: Nanoseconds): Nanoseconds;

  timeAtRun(runTime: Nanoseconds): Nanoseconds {
    // The last piece that begins with less, or the first of all.
    let index = 0;
    let end = this.pieces.length;
    while (end - index > 1) {
      const middle = (index + end) >>> 1;
      if (this.pieces[middle].runAtStart < runTime) index = middle;
      else end = middle;
    }
    return this.timeAtRunIn(this.pieces[index], runTime);
  }

  protected get last(): Piece {
    return this.pieces[this.pieces.length - 1];
  }

  /** The piece that is in force at `time`. */
  protected pieceAt(time: Nanoseconds): Piece {
    let index = this.pieces.length - 1;
    while (index > 0 && this.pieces[index].start > time) index--;
    return this.pieces[index];
  }

  protected abstract runTimeIn(piece: Piece, time: Nanoseconds): Nanoseconds;
  protected abstract timeAtRunIn(piece: Piece, runTime: Nanoseconds): Nanoseconds;
}
