import { type Nanoseconds, ns } from '../../../../sim/time.js';
import { CommonWait } from './common-wait.js';
import { FROM, TO, WAITER, WAIT_NUMBERS } from './wait-numbers.js';

/** Waits that are kept before those that are over are added up; as many again when most of them go on. */
const KEPT_WAITS = 1024;

/**
 * For how long vCPUs waited for pages (QEMU, mark_postcopy_blocktime_begin and _end). The total counts
 * only while all of them wait: from the last of them to wait to the first that is freed. There may be a million waits:
 * they are added up as they are over, in the order of their ends.
 */
export class Blocktime {
  /** In the order of their beginnings; the end of one is Infinity until it is known. */
  private waits = new Float64Array(WAIT_NUMBERS * KEPT_WAITS);
  /** Where the next one goes. */
  private end = 0;
  /** The last wait of each vCPU; -1 if there was none. */
  private readonly last: Int32Array;
  /** A time that has come: a vCPU has gone on since. */
  private over = ns(-Infinity);
  private readonly added: CommonWait;

  /** @param inMilliseconds whether both ends of an interval are truncated to ms (before QEMU 10.1) */
  constructor(vcpus: number, inMilliseconds: boolean) {
    this.last = new Int32Array(vcpus).fill(-1);
    this.added = new CommonWait(vcpus, inMilliseconds);
  }

  /** A vCPU waits from `at` on, which is not before others have begun to wait. */
  begin(vcpu: number, at: Nanoseconds): void {
    if (this.end === this.waits.length) {
      this.last[vcpu] = -1;
      this.addUp();
    }
    const { waits } = this;
    const wait = this.end;
    waits[wait + WAITER] = vcpu;
    waits[wait + FROM] = at;
    waits[wait + TO] = Infinity;
    this.last[vcpu] = wait;
    this.end = wait + WAIT_NUMBERS;
  }

  /** The vCPU will be freed at `at`, by the page that it waits for. A page that is there before is no wait. */
  endsAt(vcpu: number, at: Nanoseconds): void {
    const wait = this.last[vcpu];
    if (wait >= 0) this.waits[wait + TO] = Math.max(this.waits[wait + FROM], at);
  }

  /** The sums over all that has ended by `time`. Others may have begun to wait before an end was known. */
  sums(time: Nanoseconds): { readonly totalMs: number; readonly vcpuMs: readonly number[] } {
    const all = this.added.copy();
    all.add(this.waits.subarray(0, this.end), time);
    return { totalMs: all.totalMs, vcpuMs: all.vcpuMs };
  }

  /** Adds up what is over: nobody begins to wait before that any longer, nor is anybody freed. */
  private addUp(): void {
    const { end, last, waits } = this;
    const until = this.allOver();
    this.added.add(waits, until);
    last.fill(-1);
    let kept = 0;
    for (let wait = 0; wait < end; wait += WAIT_NUMBERS) {
      if (waits[wait + TO] <= until) continue;
      const waiter = waits[wait + WAITER];
      waits[kept + WAITER] = waiter;
      waits[kept + FROM] = waits[wait + FROM];
      waits[kept + TO] = waits[wait + TO];
      last[waiter] = kept;
      kept += WAIT_NUMBERS;
    }
    this.end = kept;
    if (2 * kept > end) {
      this.waits = new Float64Array(2 * waits.length);
      this.waits.set(waits);
    }
  }

  /**
   * By when all is over: when a vCPU has gone on since, but before the end of a wait is known, it may be any time after its
   * beginning.
   */
  private allOver(): Nanoseconds {
    const { end, last, waits } = this;
    let until = Infinity;
    for (let wait = 0; wait < end; wait += WAIT_NUMBERS) {
      const to = waits[wait + TO];
      if (to === Infinity) until = Math.min(until, waits[wait + FROM]);
      else if (to > this.over && to > waits[wait + FROM] && last[waits[wait + WAITER]] !== wait) {
        this.over = ns(to);
      }
    }
    return ns(Math.min(until, this.over));
  }
}
