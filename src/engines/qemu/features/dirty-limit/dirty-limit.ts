import type { VcpuRing } from '../../../../guest/vcpu-ring.js';
import type { VcpuRings } from '../../../../guest/vcpu-rings.js';
import type { DirtyLimitParameters } from './settings.js';
import { NS_PER_MS, NS_PER_US, type Nanoseconds, ns } from '../../../../sim/time.js';
import { type MigrationContext, traceEvent } from '../../../../migration/context.js';
import type { DirtyPeriod, PeriodListener } from '../../../../migration/dirty-sync.js';
import type { ProgressSample } from '../../../../migration/progress.js';
import type { RingReaper } from '../../../../migration/ring-reaper.js';
import type { ThrottleTrigger } from '../../../../migration/throttle-trigger.js';
import { isNearQuota, nextThrottleUs, ringFullTimeUs, vcpuDirtyRate } from './dirty-limit-rule.js';

/** What query-migrate tells of a dirty limit in service. */
type DirtyLimitStatus = Required<
  Pick<ProgressSample, 'dirtyLimitThrottleTimePerRoundUs' | 'dirtyLimitRingFullTimeUs'>
>;

/** A vCPU under the limit. */
interface LimitedVcpu {
  readonly ring: VcpuRing;
  /** Entries collected when the period began. */
  pagesAtStart: number;
  /** Rate of the last period, MiB/s. */
  rate: number;
}

/**
 * The dirty limit (QEMU 8.1, dirtylimit.c): a thread measures the rate of each vCPU in each period, and
 * sets how long it sleeps whenever its ring is full. What does not write does not sleep.
 */
export class DirtyLimit implements PeriodListener {
  private readonly vcpus: readonly LimitedVcpu[];
  /** The highest rate seen of any vCPU, MiB/s. */
  private highestRate = 0;

  /**
   * @param entries of each ring
   * @param cpus vCPUs of the guest, with those that run no program
   */
  constructor(
    private readonly parameters: DirtyLimitParameters,
    private readonly entries: number,
    private readonly cpus: number,
    private readonly rings: VcpuRings,
    private readonly reaper: Pick<RingReaper, 'reap'>,
    private readonly trigger: Pick<ThrottleTrigger, 'exceeded'>,
    private readonly context: MigrationContext,
  ) {
    this.vcpus = rings.all.map((ring) => ({ ring, pagesAtStart: 0, rate: 0 }));
  }

  /** The first period that calls for it puts the limit in service; it stays so to the end of the migration. */
  periodEnded({ dirtyBytes, transferredBytes }: DirtyPeriod, now: Nanoseconds): void {
    const isCalledFor = this.trigger.exceeded(dirtyBytes, transferredBytes) !== null;
    if (!isCalledFor || this.rings.isLimited) return;
    this.rings.isLimited = true;
    const { mibPerSecond, periodMs } = this.parameters;
    traceEvent(this.context, {
      event: 'dirty-limit',
      limit_mib: mibPerSecond,
      period_ms: periodMs,
    });
    this.beginPeriod(now);
  }

  /**
   * The longest sleep of a vCPU, and the time in which the ring of an average one is full, 0 if none
   * dirties (QEMU, dirtylimit_throttle_time_per_round, dirtylimit_ring_full_time); nothing as long as it
   * is not in service.
   */
  status(): DirtyLimitStatus | Record<string, never> {
    if (!this.rings.isLimited) return {};
    const running = this.context.guest.stoppedAt === null;
    const sum = running ? this.vcpus.reduce((rates, { rate }) => rates + rate, 0) : 0;
    return {
      dirtyLimitThrottleTimePerRoundUs: this.rings.longestThrottle / NS_PER_US,
      dirtyLimitRingFullTimeUs: sum === 0 ? 0 : this.fullTimeUs(Math.floor(sum / this.cpus)),
    };
  }

  private beginPeriod(now: Nanoseconds): void {
    for (const vcpu of this.vcpus) vcpu.pagesAtStart = vcpu.ring.pagesReaped;
    const { clock, guest } = this.context;
    clock.schedule(ns(now + this.parameters.periodMs * NS_PER_MS), (time) =>
      // Its own sync of all rings waits for each vCPU, as any does.
      clock.schedule(guest.awakeAt(time), (end) => this.endPeriod(end)),
    );
  }

  private endPeriod(now: Nanoseconds): void {
    this.reaper.reap(now, () => {
      for (const vcpu of this.vcpus) this.measure(vcpu);
      for (const vcpu of this.vcpus) this.adjust(vcpu);
    });
    traceEvent(this.context, {
      event: 'dirty-limit-period',
      mib_per_second: this.vcpus.map(({ rate }) => rate),
      throttle_us: this.vcpus.map(({ ring }) => ring.throttle / NS_PER_US),
    });
    this.beginPeriod(now);
  }

  /** Over the period as it was meant, though the sync may have prolonged it (QEMU does so). */
  private measure(vcpu: LimitedVcpu): void {
    const pages = vcpu.ring.pagesReaped - vcpu.pagesAtStart;
    vcpu.rate = vcpuDirtyRate(pages, this.parameters.periodMs);
  }

  private adjust({ ring, rate }: LimitedVcpu): void {
    const { mibPerSecond: quota } = this.parameters;
    if (isNearQuota(quota, rate)) return;
    const throttleUs = ring.throttle / NS_PER_US;
    const fullTimeUs = rate === 0 ? 0 : this.fullTimeUs(rate);
    ring.throttle = ns(nextThrottleUs(throttleUs, quota, rate, fullTimeUs) * NS_PER_US);
    this.rings.highestThrottle = ns(Math.max(this.rings.highestThrottle, ring.throttle));
  }

  private fullTimeUs(rate: number): number {
    this.highestRate = Math.max(this.highestRate, rate);
    return this.highestRate === 0 ? 0 : ringFullTimeUs(this.entries, this.highestRate);
  }
}
