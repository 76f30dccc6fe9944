import { NS_PER_MS, wholeMs, type Nanoseconds, ns } from '../../../../sim/time.js';
import { FROM, TO, WAITER, WAIT_NUMBERS } from './wait-numbers.js';

/** The sums of waits that have ended: each vCPU's, and the time in which all vCPUs wait at once. */
export class CommonWait {
  totalMs = 0;
  vcpuMs: number[];
  /** When waits of one list begin, and when they end. */
  private begins = new Float64Array(0);
  private ends = new Float64Array(0);

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
   * Adds those of `waits`, in the order of their beginnings, that end by `time`, and not before any that was added; all
   * others that begin before that are among them. One of which the end is not after its beginning is none.
   */
  add(waits: Float64Array, time: Nanoseconds): void {
    if (this.begins.length * WAIT_NUMBERS < waits.length) this.makeRoom(waits.length);
    const { begins, ends, vcpuMs } = this;
    let begun = 0;
    let ended = 0;
    // The waits of one vCPU follow one another, and so do their ends.
    for (let wait = 0; wait < waits.length; wait += WAIT_NUMBERS) {
      const from = waits[wait + FROM];
      const to = waits[wait + TO];
      if (to <= from) continue;
      begins[begun++] = from;
      if (to > time) continue;
      ends[ended++] = to;
      vcpuMs[waits[wait + WAITER]] += this.between(from, to);
    }
    inOrder(ends.subarray(0, ended));
    this.addCommon(begun, ended);
  }

  private addCommon(begins: number, ends: number): void {
    let begun = 0;
    for (let index = 0; index < ends; index++) {
      const end = this.ends[index];
      while (begun < begins && this.begins[begun] < end) begun++;
      if (begun - index === this.vcpus) {
        this.totalMs += this.between(this.begins[begun - 1], end);
      }
    }
  }

  private makeRoom(numbers: number): void {
    this.begins = new Float64Array(numbers / WAIT_NUMBERS);
    this.ends = new Float64Array(numbers / WAIT_NUMBERS);
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
function inOrder(times: Float64Array): void {
  let moves = MOVES * times.length;
  for (let index = 1; index < times.length; index++) {
    const time = times[index];
    let place = index;
    for (; place > 0 && times[place - 1] > time; place--) times[place] = times[place - 1];
    times[place] = time;
    moves -= index - place;
    if (moves < 0) {
      times.sort();
      return;
    }
  }
}
