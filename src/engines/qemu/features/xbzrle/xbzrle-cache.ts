/** Generations for which a page that was used is not replaced by another (QEMU, page_cache.c). */
const LIFETIME = 2;

const EMPTY = 0xffffffff;

/**
 * The source's copies of pages that it has sent (QEMU, page_cache.c): direct-mapped, a page has one
 * slot that it shares with all others of the same low address bits.
 */
export class XbzrleCache {
  private readonly page: Uint32Array;
  private readonly generation: Int32Array;
  private readonly version: Float64Array;

  /** @param slots a power of two */
  constructor(readonly slots: number) {
    this.page = new Uint32Array(slots).fill(EMPTY);
    this.generation = new Int32Array(slots);
    this.version = new Float64Array(slots);
  }

  /** Whether there is a copy of `page`. */
  has(page: number): boolean {
    return this.page[this.slotOf(page)] === page;
  }

  /** Version of the copy of `page`, which must be there. */
  versionOf(page: number): number {
    return this.version[this.slotOf(page)];
  }

  /**
   * End of pages from `page` on, at most `limit`, of which there is a copy of the same version as of `page`, or of
   * which there is none either. Those that follow may be alike too.
   *
   * @param limit not so far off that two of the pages share a slot
   */
  alikeUntil(page: number, limit: number): number {
    const { page: pages, version } = this;
    const first = this.slotOf(page);
    const isHit = pages[first] === page;
    const held = version[first];
    // Behind the last slot comes the first.
    const last = Math.min(limit, page + this.slots - first);
    const offset = first - page;
    let end = page + 1;
    if (isHit) {
      while (end < last && pages[end + offset] === end && version[end + offset] === held) end++;
    } else {
      while (end < last && pages[end + offset] !== end) end++;
    }
    return end;
  }

  /** Look-ups that hit keep the copies of `count` pages from `page` on alive. */
  use(page: number, count: number, generation: number): void {
    const first = this.slotOf(page);
    const beforeEnd = Math.min(count, this.slots - first);
    this.generation.fill(generation, first, first + beforeEnd);
    this.generation.fill(generation, 0, count - beforeEnd);
  }

  /** Puts in a copy, unless another page's was used in this generation or the one before. */
  insert(page: number, version: number, generation: number): boolean {
    const slot = this.slotOf(page);
    const resident = this.page[slot];
    const isYoung = this.generation[slot] + LIFETIME > generation;
    if (resident !== EMPTY && resident !== page && isYoung) return false;
    this.page[slot] = page;
    this.version[slot] = version;
    this.generation[slot] = generation;
    return true;
  }

  /** New versions of the copies that there are of `count` pages from `page` on: those that are first in `versions`. */
  renew(page: number, count: number, versions: Float64Array): void {
    const { version } = this;
    const first = this.slotOf(page);
    const beforeEnd = Math.min(count, this.slots - first);
    for (let index = 0; index < beforeEnd; index++) version[first + index] = versions[index];
    for (let index = beforeEnd; index < count; index++) {
      version[index - beforeEnd] = versions[index];
    }
  }

  /** As `insert`, copies of `count` pages from `page` on, of the versions that are first in `versions`. */
  insertAll(page: number, count: number, versions: Float64Array, generation: number): void {
    const { page: pages, generation: generations, version } = this;
    const mask = this.slots - 1;
    for (let index = 0; index < count; index++) {
      const slot = ((page + index) & mask) >>> 0;
      const resident = pages[slot];
      if (resident !== page + index) {
        if (resident !== EMPTY && generations[slot] + LIFETIME > generation) continue;
        pages[slot] = page + index;
      }
      version[slot] = versions[index];
      generations[slot] = generation;
    }
  }

  private slotOf(page: number): number {
    return (page & (this.slots - 1)) >>> 0;
  }
}
