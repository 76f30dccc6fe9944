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
   * End of the pages from `page` on, at most `limit`, of which there is a copy of the same version as of `page`, or of
   * which there is none either.
   *
   * @param limit not so far off that two of the pages share a slot
   */
  alikeUntil(page: number, limit: number): number {
    const pages = this.page;
    const { version } = this;
    const mask = this.slots - 1;
    const isHit = this.has(page);
    const held = version[this.slotOf(page)];
    let end = page + 1;
    for (; end < limit; end++) {
      const slot = (end & mask) >>> 0;
      if ((pages[slot] === end) !== isHit || (isHit && version[slot] !== held)) break;
    }
    return end;
  }

  /** Look-ups that hit keep the copies of `count` pages from `page` on alive. */
  use(page: number, count: number, generation: number): void {
    const mask = this.slots - 1;
    for (let index = 0; index < count; index++) {
      this.generation[((page + index) & mask) >>> 0] = generation;
    }
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

  private slotOf(page: number): number {
    return (page & (this.slots - 1)) >>> 0;
  }
}
