import { type Nanoseconds, ns } from '../../../../sim/time.js';
import { CommonWait } from './common-wait.js';

/** Waits that are kept before those that are over are added up; as many again when most of them go on. */
const KEPT_WAITS = 1024;

/**
 * For how long vCPUs waited for pages (QEMU, mark_postcopy_blocktime_begin and _end). The total counts
 * only while all of them wait: from the last of them to wait to the first that is freed. There may be a million waits:
 * they are added up as they are over, in the order of their ends.
 */
export class Blocktime {
  /** Of each wait: who waits, from when, and until when, which is Infinity until it is known. In the order of their beginnings. */
  private waiter = new Uint32Array(KEPT_WAITS);
  private from = new Float64Array(KEPT_WAITS);
  private to = new Float64Array(KEPT_WAITS);
  private waits = 0;
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
    const before = this.last[vcpu];
    if (before >= 0 && this.to[before] > this.from[before]) {
      this.over = ns(Math.max(this.over, this.to[before]));
    }
    if (this.waits === this.waiter.length) this.addUp();
    const wait = this.waits++;
    this.waiter[wait] = vcpu;
    this.from[wait] = at;
    this.to[wait] = Infinity;
    this.last[vcpu] = wait;
  }

  /** The vCPU will be freed at `at`, by the page that it waits for. A page that is there before is no wait. */
  endsAt(vcpu: number, at: Nanoseconds): void {
    const wait = this.last[vcpu];
    if (wait >= 0) this.to[wait] = Math.max(this.from[wait], at);
  }

  /** The sums over all that has ended by `time`. Others may have begun to wait before an end was known. */
  sums(time: Nanoseconds): { readonly totalMs: number; readonly vcpuMs: readonly number[] } {
    const all = this.added.copy();
    all.add(this.waiter, this.from, this.to, this.waits, time);
    return { totalMs: all.totalMs, vcpuMs: all.vcpuMs };
  }

  /** Adds up what is over: nobody begins to wait before that any longer, nor is anybody freed. */
  private addUp(): void {
    const { from, last, to, waiter, waits } = this;
    let until = this.over;
    for (let wait = 0; wait < waits; wait++) {
      if (to[wait] === Infinity) until = ns(Math.min(until, from[wait]));
    }
    this.added.add(waiter, from, to, waits, until);
    last.fill(-1);
    this.waits = 0;
    for (let wait = 0; wait < waits; wait++) {
      if (to[wait] <= until) continue;
      const place = this.waits++;
      waiter[place] = waiter[wait];
      from[place] = from[wait];
      to[place] = to[wait];
      last[waiter[place]] = place;
    }
    if (2 * this.waits > waits) this.makeRoom();
  }

  private makeRoom(): void {
    const size = 2 * this.waiter.length;
    const { from, to, waiter } = this;
    this.waiter = new Uint32Array(size);
    this.from = new Float64Array(size);
    this.to = new Float64Array(size);
    this.waiter.set(waiter);
    this.from.set(from);
    this.to.set(to);
  }
}
