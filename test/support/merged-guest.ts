import { DirtyLog } from '../../src/host/dirty-log.js';
import type { BitmapMerge, DirectMerge } from '../../src/migration/bitmap-merge.js';
import { IterationBitmaps } from '../../src/engines/qemu/features/background-sync/iteration-bitmaps.js';
import { RamState } from '../../src/migration/ram-state.js';
import { memoryWithRegions } from './engine.js';

/** The guest writes pages from FIRST_PAGE up to END_PAGE. */
export const FIRST_PAGE = 32;
export const END_PAGE = 160;

/** A guest all of whose pages are sent; a test writes, sends and syncs. A sync clears the log. */
export class MergedGuest {
  readonly memory = memoryWithRegions(192, [[FIRST_PAGE, END_PAGE]]);
  readonly log = new DirtyLog('clear-at-sync', this.memory);
  readonly ram = new RamState(this.memory);
  readonly bitmaps: BitmapMerge;

  constructor(Bitmaps: typeof IterationBitmaps | typeof DirectMerge = IterationBitmaps) {
    this.bitmaps = new Bitmaps(this.memory);
    this.log.start();
    this.ram.take(0, this.memory.totalPages);
  }

  write(pages: Iterable<number>): void {
    const [region] = this.memory.regions;
    for (const page of pages) region.logWrites(page - FIRST_PAGE, page - FIRST_PAGE + 1);
  }

  /** Writes the pages whose bits are set in `bits`, bit 0 being the first page of word `word`. */
  writeWord(word: number, bits: number): void {
    for (let bit = 0; bit < 32; bit++) if ((bits >>> bit) & 1) this.write([word * 32 + bit]);
  }

  /** Makes exactly these pages of a word pending. */
  pend(word: number, bits: number): void {
    const { dirty } = this.ram;
    this.ram.dirtyPages -= dirty.count(word * 32, word * 32 + 32);
    dirty.clearRange(word * 32, word * 32 + 32);
    this.ram.dirtyPages += dirty.orWords(Uint32Array.of(bits), word);
  }

  send(page: number): void {
    if (this.ram.dirty.has(page)) this.ram.take(page, page + 1);
  }

  background(): number {
    return this.bitmaps.mergeBackground(this.log, this.ram).periodDirtyPages;
  }

  endOfIteration(): number {
    return this.bitmaps.mergeIteration(this.log, this.ram).periodDirtyPages;
  }

  get pending(): number[] {
    return range(0, this.memory.totalPages).filter((page) => this.ram.dirty.has(page));
  }
}

/** Whole numbers from `start` up to `end`. */
export function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}
