import { type Nanoseconds, ns } from '../sim/time.js';
import { type ClockPiece, PiecewiseClock } from './piecewise-clock.js';

/** From `wakes` on: `window` of running, then `sleep`, again and again. */
interface Stretch extends ClockPiece {
  /** When the vCPU leaves the sleep in which the stretch found it. */
  readonly wakes: Nanoseconds;
  /** Run time in which the vCPU fills its ring. */
  readonly window: Nanoseconds;
  readonly sleep: Nanoseconds;
}

/**
 * How much time one vCPU has run when it sleeps each time its dirty ring is full (QEMU 8.1,
 * dirtylimit_vcpu_execute), in closed form between two moments at which its ring is emptied.
 */
export class RingClock extends PiecewiseClock<Stretch> {
  constructor() {
    const start = ns(0);
    super({ start, wakes: start, runAtStart: start, window: ns(Infinity), sleep: ns(0) });
  }

  /**
   * The ring has just been emptied. A sleep that is under way goes on to its end.
   *
   * @param window run time until the ring is full again
   * @param sleep what follows each time it is full
   */
  restart(now: Nanoseconds, window: Nanoseconds, sleep: Nanoseconds): void {
    const { last } = this;
    const runsOn = now >= last.wakes && !throttles(last);
    if (runsOn && !throttles({ window, sleep })) return;
    const wakes = this.awakeAt(now);
    this.pieces.push({ start: now, wakes, runAtStart: this.runTimeAt(now), window, sleep });
  }

  protected override runTimeIn(stretch: Stretch, time: Nanoseconds): Nanoseconds {
    const { wakes, runAtStart, window, sleep } = stretch;
    const elapsed = time - wakes;
    if (elapsed <= 0) return runAtStart;
    if (!throttles(stretch)) return ns(runAtStart + elapsed);
    const cycles = Math.floor(elapsed / (window + sleep));
    const within = elapsed - cycles * (window + sleep);
    return ns(runAtStart + cycles * window + Math.min(within, window));
  }

  protected override timeAtRunIn(stretch: Stretch, runTime: Nanoseconds): Nanoseconds {
    const { wakes, runAtStart, window, sleep } = stretch;
    const run = runTime - runAtStart;
    if (!throttles(stretch)) return ns(wakes + run);
    const cycles = Math.max(0, Math.ceil(run / window) - 1);
    return ns(wakes + cycles * (window + sleep) + (run - cycles * window));
  }

  override awakeAt(time: Nanoseconds): Nanoseconds {
    if (time >= this.stoppedAt) return time;
    const stretch = this.pieceAt(time);
    const { wakes, window, sleep } = stretch;
    const elapsed = time - wakes;
    if (elapsed < 0) return wakes;
    if (!throttles(stretch)) return time;
    const within = elapsed % (window + sleep);
    return within < window ? time : ns(Math.ceil(time + window + sleep - within));
  }
}

function throttles({ window, sleep }: Pick<Stretch, 'window' | 'sleep'>): boolean {
  return sleep > 0 && window < Infinity;
}
