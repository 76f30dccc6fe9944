import { type Nanoseconds, ns } from '../sim/time.js';
import type { DestinationProgram } from './destination-program.js';

/**
 * A vCPU on the destination of a postcopy migration. It runs its programs until one of them touches a
 * page that is missing, and then none of them until that page is there.
 */
export class DestinationVcpu {
  /** When it may touch a missing page next; Infinity while it is blocked, or if it will touch none. */
  nextTouch: Nanoseconds = ns(Infinity);
  private ranUntil: Nanoseconds = ns(Infinity);
  /** To when it is about to run, and before when it does not touch a page: numbers that are handed over are boxed. */
  private runsTo: Nanoseconds = ns(Infinity);
  private notBefore: Nanoseconds = ns(Infinity);
  private toucher: DestinationProgram | null = null;

  constructor(private readonly programs: readonly DestinationProgram[]) {}

  /** Runs from `at` on. */
  start(at: Nanoseconds): void {
    this.ranUntil = at;
    this.goOn();
  }

  /** Goes on at `at`, as the page that it waited for is there. */
  arrived(page: number, at: Nanoseconds): void {
    this.ranUntil = at;
    this.toucher?.arrived(page, at);
    this.goOn();
  }

  /** Runs to its next touch; the page that blocks it, or null if that has arrived meanwhile. */
  touch(): number | null {
    this.runsTo = this.nextTouch;
    this.run();
    const page = this.toucher === null ? null : this.toucher.missingPage();
    if (page === null) {
      // Times are not exact: without a step forward the same touch might be found for ever.
      this.notBefore = ns(this.nextTouch + 1);
      this.findNextTouch();
      return null;
    }
    this.ranUntil = ns(Infinity);
    this.nextTouch = ns(Infinity);
    return page;
  }

  /** Works out what its programs have done by `time`; nothing while it is blocked. */
  runTo(time: Nanoseconds): void {
    this.runsTo = time;
    this.run();
  }

  private run(): void {
    const { programs, ranUntil, runsTo } = this;
    if (runsTo <= ranUntil) return;
    for (let index = 0; index < programs.length; index++) programs[index].run(ranUntil, runsTo);
    this.ranUntil = runsTo;
  }

  private goOn(): void {
    const { programs, ranUntil } = this;
    for (let index = 0; index < programs.length; index++) programs[index].resume(ranUntil);
    this.notBefore = ranUntil;
    this.findNextTouch();
  }

  private findNextTouch(): void {
    const { notBefore, programs, ranUntil } = this;
    let nextTouch = Infinity;
    for (let index = 0; index < programs.length; index++) {
      const program = programs[index];
      const touch = ranUntil + program.untilMissing(ranUntil);
      if (touch >= nextTouch) continue;
      nextTouch = Math.max(notBefore, touch);
      this.toucher = program;
    }
    this.nextTouch = ns(nextTouch);
  }
}
