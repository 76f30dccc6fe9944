import type { EventHandler } from '../sim/event-queue.js';
import type { Nanoseconds } from '../sim/time.js';
import type { VirtualClock } from '../sim/virtual-clock.js';
import type { Guest } from './guest.js';

/** What a timer needs of a clock. */
export type TimerClock = Pick<VirtualClock, 'now' | 'schedule'>;

/**
 * The clock of the virtual machine (QEMU_CLOCK_VIRTUAL_RT), which stands still from the moment at
 * which the guest is stopped: its timers do not fire any more.
 */
export class VmClock implements TimerClock {
  constructor(
    private readonly clock: VirtualClock,
    private readonly guest: Pick<Guest, 'stoppedAt'>,
  ) {}

  get now(): Nanoseconds {
    return this.clock.now;
  }

  schedule(time: Nanoseconds, handler: EventHandler): void {
    this.clock.schedule(time, (now) => {
      if (this.guest.stoppedAt === null) handler(now);
    });
  }
}
