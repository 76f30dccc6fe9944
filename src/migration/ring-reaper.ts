import type { VcpuRings } from '../guest/vcpu-rings.js';
import { NS_PER_S, type Nanoseconds, ns } from '../sim/time.js';
import type { MigrationContext } from './context.js';

/** QEMU's reaper thread sleeps this long between two looks (kvm_dirty_ring_reaper_thread). */
const REAP_NS = NS_PER_S;

/** Empties the dirty rings apart from syncs and full rings (QEMU, kvm_dirty_ring_reap). */
export class RingReaper {
  constructor(
    private readonly context: Pick<MigrationContext, 'clock' | 'guest' | 'log'>,
    private readonly rings: VcpuRings,
  ) {}

  /** Logging has begun. The thread leaves the rings alone while the dirty limit is in service. */
  start(): void {
    this.rings.restart(this.context.clock.now);
    this.sleep(this.context.clock.now);
  }

  /**
   * Empties all rings.
   *
   * @param whileEmpty done before the rings fill again
   */
  reap(now: Nanoseconds, whileEmpty: () => void = () => {}): void {
    this.context.guest.advance(now);
    this.rings.empty(now);
    this.context.log.reap();
    whileEmpty();
    this.rings.restart(now);
  }

  private sleep(now: Nanoseconds): void {
    this.context.clock.schedule(ns(now + REAP_NS), (time) => {
      if (!this.rings.isLimited) this.reap(time);
      this.sleep(time);
    });
  }
}
