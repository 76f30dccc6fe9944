import type { Nanoseconds } from '../sim/time.js';
import type { VirtualClock } from '../sim/virtual-clock.js';

/** Threads that cannot go on without the lock. */
export interface LockWaiters {
  /** From now on somebody else has the lock. */
  lockHeld(now: Nanoseconds): void;
  /** @param mainLoopSince when QEMU's main loop began to wait for the lock, or would have */
  lockReleased(now: Nanoseconds, mainLoopSince: Nanoseconds): void;
}

/** Who takes the lock for a sync: the main loop, for one of its timers, or another thread. */
export type LockHolder = 'main-loop' | 'thread';

type LockedWork = (now: Nanoseconds) => void;

/**
 * QEMU's big lock (BQL). A sync holds it from before the log is fetched until its throttle is set. Meanwhile the
 * main loop does not run, so that no timer fires and no query is answered, and a vCPU that wakes from a throttle
 * sleep does not enter the guest.
 */
export class BigLock {
  private holder: LockHolder | null = null;
  private heldSince: Nanoseconds | null = null;
  private readonly waiting: { readonly by: LockHolder; readonly work: LockedWork }[] = [];

  /**
   * @param nextQuery when guestperf's first query after a time reaches the main loop
   * @param waiters who is held up; null if nobody is
   */
  constructor(
    private readonly clock: VirtualClock,
    private readonly nextQuery: (time: Nanoseconds) => Nanoseconds,
    private readonly waiters: LockWaiters | null,
  ) {}

  get isHeld(): boolean {
    return this.heldSince !== null;
  }

  /** The migration thread waits until nobody has the lock. */
  waitUntilFree(): void {
    while (this.isHeld) this.clock.advanceTo(this.clock.nextEventTime);
  }

  /** The migration thread takes the lock, and waits for it if it must. */
  take(): void {
    this.waitUntilFree();
    this.hold('thread');
  }

  /** Does `work` as soon as the lock is free; it has the lock then, and has to release it. */
  request(by: LockHolder, work: LockedWork): void {
    if (this.isHeld) {
      this.waiting.push({ by, work });
      return;
    }
    this.hold(by);
    work(this.clock.now);
  }

  /** Whoever has the lock gives it to the next one. */
  release(): void {
    const { clock, heldSince, holder } = this;
    if (heldSince === null) throw new RangeError('nobody has the lock');
    const mainLoopSince = holder === 'main-loop' ? heldSince : this.nextQuery(heldSince);
    this.heldSince = null;
    this.waiters?.lockReleased(clock.now, mainLoopSince);
    const next = this.waiting.shift();
    if (next !== undefined) this.request(next.by, next.work);
  }

  private hold(by: LockHolder): void {
    this.holder = by;
    this.heldSince = this.clock.now;
    this.waiters?.lockHeld(this.clock.now);
  }
}
