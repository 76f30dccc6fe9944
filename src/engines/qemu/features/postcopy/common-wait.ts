import { NS_PER_MS, wholeMs, type Nanoseconds, ns } from '../../../../sim/time.js';

/** The sums of waits that have ended: each vCPU's, and the time in which all vCPUs wait at once. */
export class CommonWait {
  totalMs = 0;
  vcpuMs: number[];

  /** @param inMilliseconds whether both ends of an interval are truncated to ms */
  constructor(
    private readonly vcpus: number,
    private readonly inMilliseconds: boolean,
  ) {
    this.vcpuMs = Array.from({ length: vcpus }, () => 0);
  }

  copy(): CommonWait {
    const copy = new CommonWait(this.vcpus, this.inMilliseconds);
    copy.totalMs = this.totalMs;
    copy.vcpuMs = [...this.vcpuMs];
    return copy;
  }

  /**
   * Adds those of `waits` that end by `time`, and not before any that was added; all others that begin before that are
   * among them. One of which the end is not after its beginning is none.
   *
   * @param waiter who waits, `from` when, in order, and until when (`to`)
   */
  add(
    waiter: Uint32Array,
    from: Float64Array,
    to: Float64Array,
    waits: number,
    time: Nanoseconds,
  ): void {
    const begins = new Float64Array(waits);
    const ends = new Float64Array(waits);
    let begun = 0;
    let ended = 0;
    // The waits of one vCPU follow one another, and so do their ends.
    for (let wait = 0; wait < waits; wait++) {
      if (to[wait] <= from[wait]) continue;
      begins[begun++] = from[wait];
      if (to[wait] > time) continue;
      ends[ended++] = to[wait];
      this.vcpuMs[waiter[wait]] += this.between(from[wait], to[wait]);
    }
    this.addCommon(begins.subarray(0, begun), inOrder(ends.subarray(0, ended)));
  }

  private addCommon(begins: Float64Array, ends: Float64Array): void {
    let begun = 0;
    for (let index = 0; index < ends.length; index++) {
      while (begun < begins.length && begins[begun] < ends[index]) begun++;
      if (begun - index === this.vcpus) {
        this.totalMs += this.between(begins[begun - 1], ends[index]);
      }
    }
  }

  private between(from: number, to: number): number {
    return this.inMilliseconds ? wholeMs(ns(to)) - wholeMs(ns(from)) : (to - from) / NS_PER_MS;
  }
}

/** Moves for each time, on average, up to which times are put in order one by one. */
const MOVES = 16;

/**
 * Sorts times that are nearly in order, in place: one wait ends before many more have begun. Where that is not so, as
 * any others.
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
