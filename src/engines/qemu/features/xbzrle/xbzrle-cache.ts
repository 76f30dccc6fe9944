import { clearBits, hasBit, nextSetBit, setBits } from '../../../../memory/bit-words.js';
import { anyWords, clearWords } from '../../../../memory/word-pool.js';

/** Generations for which a page that was used is not replaced by another (QEMU, page_cache.c). */
const LIFETIME = 2;

/** A run of slots ends at a multiple of this, so that its first slot is found in a few words. */
const BLOCK_SLOTS = 1024;

/**
 * The source's copies of pages that it has sent (QEMU, page_cache.c): direct-mapped, a page has one
 * slot that it shares with all others of the same low address bits. Slots that follow each other and hold copies of pages
 * that follow each other, of one version and one age, are a run: only what its first slot has counts.
 */
export class XbzrleCache {
  /** Where runs begin, beside multiples of `BLOCK_SLOTS`. */
  private readonly begins: Uint32Array;
  /** Tells the pages of a slot apart; 0 where there is no copy. */
  private readonly tag: Uint32Array;
  /** Of copies that there are, as versions: elsewhere there is anything. */
  private readonly generation: Uint32Array;
  private readonly version: Float64Array;

  /** @param slots a power of two */
  constructor(readonly slots: number) {
    this.begins = clearWords(Math.ceil(slots / 32));
    this.tag = clearWords(slots);
    this.generation = anyWords(slots);
    this.version = new Float64Array(anyWords(2 * slots).buffer);
  }

  /** Whether there is a copy of `page`. */
  has(page: number): boolean {
    return this.tag[this.firstOf(this.slotOf(page))] === this.tagOf(page);
  }

  /** Version of the copy of `page`, which must be there. */
  versionOf(page: number): number {
    return this.version[this.firstOf(this.slotOf(page))];
  }

  /**
   * End of pages from `page` on, at most `limit`, of which there is a copy of the same version as of `page`, or of
   * which there is none either. Those that follow may be alike too.
   */
  alikeUntil(page: number, limit: number): number {
    const { tag, version } = this;
    const slot = this.slotOf(page);
    const first = this.firstOf(slot);
    const wanted = this.tagOf(page);
    const isHit = tag[first] === wanted;
    const held = version[first];
    // Behind the last slot comes the first.
    const last = Math.min(slot + limit - page, this.slots);
    let end = this.endOf(slot, last);
    while (end < last) {
      const isSame = isHit ? tag[end] === wanted && version[end] === held : tag[end] !== wanted;
      if (!isSame) break;
      end = this.endOf(end, last);
    }
    return page + end - slot;
  }

  /** Look-ups that hit keep the copies of `count` pages from `page` on alive. */
  use(page: number, count: number, generation: number): void {
    this.change(page, count, (first) => {
      this.generation[first] = generation;
    });
  }

  /** Puts in copies of `count` pages from `page` on, except where another page's was used in this generation or the one before. */
  insert(page: number, count: number, version: number, generation: number): void {
    this.change(page, count, (first, tag) => {
      const isOthers = this.tag[first] !== 0 && this.tag[first] !== tag;
      if (isOthers && this.generation[first] + LIFETIME > generation) return;
      this.tag[first] = tag;
      this.version[first] = version;
      this.generation[first] = generation;
    });
  }

  /** A new version of the copies that there are of `count` pages from `page` on. */
  renew(page: number, count: number, version: number): void {
    this.change(page, count, (first) => {
      this.version[first] = version;
    });
  }

  /** @param change told the first slot of a run, and the tag that the copies of these pages have */
  private change(page: number, count: number, change: (first: number, tag: number) => void): void {
    for (let from = page; from < page + count;) {
      const slot = this.slotOf(from);
      const tag = this.tagOf(from);
      const end = Math.min(slot + page + count - from, this.slots);
      this.beginAt(slot);
      this.beginAt(end);
      for (let first = slot; first < end;) {
        const next = this.endOf(first, end);
        change(first, tag);
        this.joinAt(first);
        first = next;
      }
      this.joinAt(end);
      from += end - slot;
    }
  }

  /** A run begins at `slot`, which holds what it held. */
  private beginAt(slot: number): void {
    if (slot === this.slots || slot % BLOCK_SLOTS === 0 || hasBit(this.begins, slot)) return;
    const first = this.firstOf(slot);
    this.tag[slot] = this.tag[first];
    this.version[slot] = this.version[first];
    this.generation[slot] = this.generation[first];
    setBits(this.begins, slot, slot + 1);
  }

  /** The run that begins at `slot` becomes part of the one before it, if both hold the same. */
  private joinAt(slot: number): void {
    if (slot === this.slots || slot % BLOCK_SLOTS === 0) return;
    const { generation, tag, version } = this;
    const before = this.firstOf(slot - 1);
    const isSame =
      tag[before] === tag[slot] &&
      version[before] === version[slot] &&
      generation[before] === generation[slot];
    if (isSame) clearBits(this.begins, slot, slot + 1);
  }

  /** The first slot of the run that `slot` is of. */
  private firstOf(slot: number): number {
    const { begins } = this;
    const block = slot - (slot % BLOCK_SLOTS);
    let word = slot >>> 5;
    let bits = begins[word] & (-1 >>> (31 - (slot & 31)));
    while (bits === 0 && word * 32 > block) bits = begins[--word];
    return bits === 0 ? block : word * 32 + 31 - Math.clz32(bits);
  }

  /** End of the run that `slot` is of, at most `limit`. */
  private endOf(slot: number, limit: number): number {
    const block = slot - (slot % BLOCK_SLOTS) + BLOCK_SLOTS;
    return nextSetBit(this.begins, slot + 1, Math.min(limit, block));
  }

  private slotOf(page: number): number {
    return (page & (this.slots - 1)) >>> 0;
  }

  private tagOf(page: number): number {
    return 1 + Math.floor(page / this.slots);
  }
}
