import { type Nanoseconds, ns } from '../sim/time.js';
import type { VirtualClock } from '../sim/virtual-clock.js';

/** Work under the mutex that begins at `now`; returns when it ends. */
export type BitmapWork = (now: Nanoseconds) => Nanoseconds;

/**
 * The mutex around the dirty bitmap (QEMU, bitmap_mutex). The migration thread holds it during an
 * iterate step; a background sync waits for the end of the step, and the next step waits for it.
 */
export class BitmapMutex {
  private heldByStep = false;
  private switchover = false;
  private busyUntil: Nanoseconds = ns(0);
  private readonly waiting: BitmapWork[] = [];

  constructor(private readonly clock: VirtualClock) {}

  /** Whether the switchover has begun. */
  get isClosed(): boolean {
    return this.switchover;
  }

  /** Does `work` as soon as no step holds the mutex; drops it if the switchover has begun. */
  request(work: BitmapWork): void {
    if (this.switchover) return;
    if (this.heldByStep) this.waiting.push(work);
    else this.busyUntil = work(ns(Math.max(this.clock.now, this.busyUntil)));
  }

  /** The migration thread takes the mutex for a step, and waits for it if it must. */
  enterStep(): void {
    this.waitUntilFree();
    this.heldByStep = true;
  }

  /** The step is over; whoever waits goes first. */
  leaveStep(): void {
    this.heldByStep = false;
    if (this.waiting.length === 0) return;
    for (const work of this.waiting.splice(0)) {
      this.busyUntil = work(ns(Math.max(this.clock.now, this.busyUntil)));
    }
  }

  /** The migration thread waits for a background sync that is under way. */
  waitUntilFree(): void {
    while (this.clock.now < this.busyUntil) this.clock.advanceTo(this.busyUntil);
  }

  /** From the switchover on, nobody but the migration thread syncs. */
  close(): void {
    this.switchover = true;
    this.waiting.length = 0;
  }
}
