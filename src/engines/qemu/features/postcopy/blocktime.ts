import { NS_PER_MS, wholeMs, type Nanoseconds, ns } from '../../../../sim/time.js';

/** A vCPU's wait for a page; `to` is Infinity until it is known. */
interface Wait {
  readonly vcpu: number;
  readonly from: Nanoseconds;
  to: Nanoseconds;
}

/**
 * For how long vCPUs waited for pages (QEMU, mark_postcopy_blocktime_begin and _end). The total counts
 * only while all of them wait: from the last of them to wait to the first that is freed.
 */
export class Blocktime {
  private readonly waits: Wait[] = [];
  /** The last wait of each vCPU. */
  private readonly last: (Wait | undefined)[] = [];

  /** @param inMilliseconds whether both ends of an interval are truncated to ms (before QEMU 10.1) */
  constructor(
    private readonly vcpus: number,
    private readonly inMilliseconds: boolean,
  ) {}

  /** A vCPU waits from `at` on. */
  begin(vcpu: number, at: Nanoseconds): void {
    const wait = { vcpu, from: at, to: ns(Infinity) };
    this.waits.push(wait);
    this.last[vcpu] = wait;
  }

  /** The vCPU will be freed at `at`, by the page that it waits for. A page that is there before is no wait. */
  endsAt(vcpu: number, at: Nanoseconds): void {
    const wait = this.last[vcpu];
    if (wait !== undefined) wait.to = ns(Math.max(wait.from, at));
  }

  /** The sums over all that has ended by `time`. Others may have begun to wait before an end was known. */
  sums(time: Nanoseconds): { readonly totalMs: number; readonly vcpuMs: readonly number[] } {
    const begins = this.waits.filter(isWait).map(({ from }) => from);
    begins.sort((a, b) => a - b);
    const ended = this.waits.filter((wait) => isWait(wait) && wait.to <= time);
    ended.sort((a, b) => a.to - b.to);
    const vcpuMs = Array.from({ length: this.vcpus }, () => 0);
    let totalMs = 0;
    let begun = 0;
    for (const [index, { vcpu, from, to }] of ended.entries()) {
      while (begun < begins.length && begins[begun] < to) begun++;
      vcpuMs[vcpu] += this.between(from, to);
      if (begun - index === this.vcpus) totalMs += this.between(begins[begun - 1], to);
    }
    return { totalMs, vcpuMs };
  }

  private between(from: Nanoseconds, to: Nanoseconds): number {
    return this.inMilliseconds ? wholeMs(to) - wholeMs(from) : (to - from) / NS_PER_MS;
  }
}

function isWait({ from, to }: Wait): boolean {
  return to > from;
}
