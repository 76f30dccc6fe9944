import { NS_PER_MS, wholeMs, type Nanoseconds, ns } from '../../../../sim/time.js';

/** A vCPU that will be freed. */
interface Release {
  readonly vcpu: number;
  readonly at: Nanoseconds;
}

/**
 * For how long vCPUs waited for pages (QEMU, mark_postcopy_blocktime_begin and _end). The total counts
 * only while all of them wait: from the last of them to wait to the first that is freed.
 */
export class Blocktime {
  private readonly perVcpu: number[];
  private readonly since: Nanoseconds[];
  private blocked = 0;
  private lastBegin: Nanoseconds = ns(0);
  private total = 0;
  /** In order of time. */
  private readonly releases: Release[] = [];

  /** @param inMilliseconds whether both ends of an interval are truncated to ms (before QEMU 10.1) */
  constructor(
    private readonly vcpus: number,
    private readonly inMilliseconds: boolean,
  ) {
    this.perVcpu = Array.from({ length: vcpus }, () => 0);
    this.since = Array.from({ length: vcpus }, () => ns(0));
  }

  /** A vCPU waits from `at` on. Beginnings come in order of time. */
  begin(vcpu: number, at: Nanoseconds): void {
    this.releaseUpTo(at);
    this.blocked++;
    this.lastBegin = at;
    this.since[vcpu] = at;
  }

  /** The vCPU will be freed at `at`, by the page that it waits for. */
  endsAt(vcpu: number, at: Nanoseconds): void {
    let index = this.releases.length;
    while (index > 0 && this.releases[index - 1].at > at) index--;
    this.releases.splice(index, 0, { vcpu, at });
  }

  /** The sums over all that has ended by `time`. */
  sums(time: Nanoseconds): { readonly totalMs: number; readonly vcpuMs: readonly number[] } {
    this.releaseUpTo(time);
    return { totalMs: this.total, vcpuMs: this.perVcpu };
  }

  private releaseUpTo(time: Nanoseconds): void {
    while (this.releases.length > 0 && this.releases[0].at <= time) {
      const { vcpu, at } = this.releases[0];
      this.releases.shift();
      this.perVcpu[vcpu] += this.between(this.since[vcpu], at);
      if (this.blocked === this.vcpus) this.total += this.between(this.lastBegin, at);
      this.blocked--;
    }
  }

  private between(from: Nanoseconds, to: Nanoseconds): number {
    return this.inMilliseconds ? wholeMs(to) - wholeMs(from) : (to - from) / NS_PER_MS;
  }
}
