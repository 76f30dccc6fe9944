import { NS_PER_MS, wholeMs, type Nanoseconds, ns } from '../../../../sim/time.js';

/** Room for the first waits; there is twice as much whenever it is used up. */
const FIRST_WAITS = 64;

/**
 * For how long vCPUs waited for pages (QEMU, mark_postcopy_blocktime_begin and _end). The total counts
 * only while all of them wait: from the last of them to wait to the first that is freed.
 */
export class Blocktime {
  /** Of each wait: who waits, from when, and until when, which is Infinity until it is known. */
  private waiter = new Uint32Array(FIRST_WAITS);
  private from = new Float64Array(FIRST_WAITS);
  private to = new Float64Array(FIRST_WAITS);
  private waits = 0;
  /** The last wait of each vCPU; -1 if there was none. */
  private readonly last: Int32Array;

  /** @param inMilliseconds whether both ends of an interval are truncated to ms (before QEMU 10.1) */
  constructor(
    private readonly vcpus: number,
    private readonly inMilliseconds: boolean,
  ) {
    this.last = new Int32Array(vcpus).fill(-1);
  }

  /** A vCPU waits from `at` on. */
  begin(vcpu: number, at: Nanoseconds): void {
    const wait = this.waits++;
    if (wait === this.waiter.length) this.makeRoom();
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
    const begins = new Float64Array(this.waits);
    const ends = new Float64Array(this.waits);
    const vcpuMs = Array.from({ length: this.vcpus }, () => 0);
    let begun = 0;
    let ended = 0;
    // The waits of one vCPU follow one another, and so do their ends.
    for (let wait = 0; wait < this.waits; wait++) {
      const from = this.from[wait];
      const to = this.to[wait];
      if (to <= from) continue;
      begins[begun++] = from;
      if (to > time) continue;
      ends[ended++] = to;
      vcpuMs[this.waiter[wait]] += this.between(from, to);
    }
    const totalMs = this.totalMs(
      inOrder(begins.subarray(0, begun)),
      inOrder(ends.subarray(0, ended)),
    );
    return { totalMs, vcpuMs };
  }

  private makeRoom(): void {
    const size = 2 * this.waits;
    const { from, to, waiter } = this;
    this.waiter = new Uint32Array(size);
    this.from = new Float64Array(size);
    this.to = new Float64Array(size);
    this.waiter.set(waiter);
    this.from.set(from);
    this.to.set(to);
  }

  /** The time in which all vCPUs wait at once. */
  private totalMs(begins: Float64Array, ends: Float64Array): number {
    let totalMs = 0;
    let begun = 0;
    for (let index = 0; index < ends.length; index++) {
      while (begun < begins.length && begins[begun] < ends[index]) begun++;
      if (begun - index === this.vcpus) totalMs += this.between(begins[begun - 1], ends[index]);
    }
    return totalMs;
  }

  private between(from: number, to: number): number {
    return this.inMilliseconds ? wholeMs(ns(to)) - wholeMs(ns(from)) : (to - from) / NS_PER_MS;
  }
}

/** Moves for each time, on average, up to which times are put in order one by one. */
const MOVES = 16;

/**
 * Sorts times that are nearly in order, in place: one wait begins after the other, and ends before many more have.
 * Where that is not so, as any others.
 */
function inOrder(times: Float64Array): Float64Array {
  let moves = MOVES * times.length;
  for (let index = 1; index < times.length; index++) {
    const time = times[index];
    let place = index;
    for (; place > 0 && times[place - 1] > time; place--) times[place] = times[place - 1];
    times[place] = time;
    moves -= index - place;
    if (moves < 0) return times.sort();
  }
  return times;
}
