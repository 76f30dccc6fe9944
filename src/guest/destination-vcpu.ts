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
  private toucher: DestinationProgram | null = null;

  constructor(private readonly programs: readonly DestinationProgram[]) {}

  /** Runs from `at` on. */
  start(at: Nanoseconds): void {
    const { programs } = this;
    this.ranUntil = at;
    for (let index = 0; index < programs.length; index++) programs[index].resume(at);
    this.findNextTouch(at);
  }

  /** Goes on at `at`, as the page that it waited for is there. */
  arrived(page: number, at: Nanoseconds): void {
    this.toucher?.arrived(page, at);
    this.start(at);
  }

  /** Runs to its next touch; the page that blocks it, or null if that has arrived meanwhile. */
  touch(): number | null {
    const now = this.nextTouch;
    this.runTo(now);
    const page = this.toucher === null ? null : this.toucher.missingPage();
    if (page === null) {
      // Times are not exact: without a step forward the same touch might be found for ever.
      this.findNextTouch(ns(now + 1));
      return null;
    }
    this.ranUntil = ns(Infinity);
    this.nextTouch = ns(Infinity);
    return page;
  }

  /** Works out what its programs have done by `time`; nothing while it is blocked. */
  runTo(time: Nanoseconds): void {
    const { programs, ranUntil } = this;
    if (time <= ranUntil) return;
    for (let index = 0; index < programs.length; index++) programs[index].run(ranUntil, time);
    this.ranUntil = time;
  }

  private findNextTouch(notBefore: Nanoseconds): void {
    const { programs, ranUntil } = this;
    let nextTouch = ns(Infinity);
    for (let index = 0; index < programs.length; index++) {
      const program = programs[index];
      const touch = ranUntil + program.untilMissing(ranUntil);
      if (touch >= nextTouch) continue;
      nextTouch = ns(Math.max(notBefore, touch));
      this.toucher = program;
    }
    this.nextTouch = nextTouch;
  }
}
