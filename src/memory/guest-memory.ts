import type { WriteRegion } from './write-region.js';

/** A RAM block of QEMU, in the order in which the page scan visits them. */
export interface RamBlock {
  readonly idstr: string;
  readonly start: number;
  readonly end: number;
}

/**
 * What a page holds.
 *
 * - `zero`: never touched, or filled with zeroes.
 * - `static`: content that the guest does not change during the migration.
 * - `junk`: free, with content that nobody needs and nobody changes during the migration.
 * - `workload`: written by a workload; zero until its region's `touchedEnd` has passed it.
 */
export type ContentClass = 'zero' | 'static' | 'junk' | 'workload';

/** A run of pages of one content class within one RAM block. */
export interface ContentExtent {
  readonly start: number;
  readonly end: number;
  readonly content: ContentClass;
  readonly region: WriteRegion | null;
}

/** The guest's RAM as the migration sees it: blocks, one after the other, and what is in them. */
export class GuestMemory {
  readonly totalPages: number;
  readonly regions: readonly WriteRegion[];

  constructor(
    readonly blocks: readonly RamBlock[],
    readonly extents: readonly ContentExtent[],
  ) {
    this.totalPages = blocks[blocks.length - 1].end;
    this.regions = extents.flatMap((extent) => (extent.region === null ? [] : [extent.region]));
  }

  /** Index of the extent that holds `page`. */
  extentIndex(page: number): number {
    let low = 0;
    let high = this.extents.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.extents[middle].end <= page) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
