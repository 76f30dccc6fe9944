/** As many runs are kept together: a change moves no more. */
export const MOST_RUNS = 64;

/**
 * Some slots of a cache in runs, in their order: each is of slots that follow each other and hold copies of pages that
 * follow each other, of one version and one age, or nothing. A run ends where the next one begins.
 */
export class CopyRuns {
  count = 0;
  /** First slot. */
  readonly start: Float64Array;
  /** Tells the pages from others of the same slots; 0 where there are no copies. */
  readonly tag: Float64Array;
  readonly version: Float64Array;
  /** When they were used last. */
  readonly generation: Float64Array;

  constructor(room = MOST_RUNS) {
    this.start = new Float64Array(room);
    this.tag = new Float64Array(room);
    this.version = new Float64Array(room);
    this.generation = new Float64Array(room);
  }

  /** The run that `slot` is of. */
  indexOf(slot: number): number {
    const { start } = this;
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (start[middle] <= slot) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** What the run `index` of `other` holds is held from `start` on as well. */
  append(start: number, other: CopyRuns, index: number): void {
    this.start[this.count] = start;
    this.hold(this.count++, other, index);
  }

  /** The last run becomes part of the one before it, if both hold the same. */
  joinLast(): void {
    const last = this.count - 1;
    if (last > 0 && this.areAlike(last - 1, last)) this.count = last;
  }

  /** Whether two runs hold the same. */
  areAlike(one: number, other: number): boolean {
    const { generation, tag, version } = this;
    return (
      tag[one] === tag[other] &&
      version[one] === version[other] &&
      generation[one] === generation[other]
    );
  }

  /** Becomes the runs [from, to) of another. */
  take(other: CopyRuns, from: number, to: number): void {
    for (let index = from; index < to; index++) {
      this.start[index - from] = other.start[index];
      this.hold(index - from, other, index);
    }
    this.count = to - from;
  }

  private hold(index: number, other: CopyRuns, from: number): void {
    this.tag[index] = other.tag[from];
    this.version[index] = other.version[from];
    this.generation[index] = other.generation[from];
  }
}
