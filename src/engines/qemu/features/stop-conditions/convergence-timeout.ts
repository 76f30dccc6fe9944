import { NS_PER_S, ns } from '../../../../sim/time.js';
import type { VirtualClock } from '../../../../sim/virtual-clock.js';
import type { DowntimeLimit } from '../../../../migration/downtime-limit.js';
import { MAX_DOWNTIME_LIMIT_MS } from '../../../../migration/rules/completion-rule.js';

/**
 * The convergence timeout (Liguori, qemu-devel 2011): the downtime limit doubles each time that the
 * timeout has passed, `limit(t) = first * 2^floor(t / timeout)`.
 */
export class ConvergenceTimeout {
  constructor(
    private readonly seconds: number,
    private readonly clock: Pick<VirtualClock, 'schedule'>,
    private readonly limit: DowntimeLimit,
  ) {}

  /** From the migrate command on. */
  start(): void {
    this.doubleAfter(1);
  }

  private doubleAfter(timeouts: number): void {
    this.clock.schedule(ns(timeouts * this.seconds * NS_PER_S), () => {
      const doubled = Math.min(this.limit.milliseconds * 2, MAX_DOWNTIME_LIMIT_MS);
      if (doubled === this.limit.milliseconds) return;
      this.limit.set(doubled, 'convergence-timeout');
      this.doubleAfter(timeouts + 1);
    });
  }
}
