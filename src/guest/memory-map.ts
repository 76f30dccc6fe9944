import {
  GuestMemory,
  type ContentClass,
  type ContentExtent,
  type RamBlock,
} from '../memory/guest-memory.js';
import { PAGE_BYTES, PAGES_PER_MIB } from '../memory/units.js';
import { REGION_ALIGNMENT_PAGES, WriteRegion } from '../memory/write-region.js';

/** Linux keeps a descriptor of 64 bytes for each page; they are not zero. */
export const PAGE_DESCRIPTOR_BYTES = 64;

/** Large buffers start at a huge page while there is room. */
const HUGE_PAGE_PAGES = 512;

/** ROMs and ACPI tables of a bare "pc" machine, as query-migrate's ram.total shows. */
const FIRMWARE_PAGES = 532_480 / PAGE_BYTES;

/** Bytes of all RAM blocks of a guest whose main one has `ramPages`. */
export function guestRamBytes(ramPages: number): number {
  return (ramPages + FIRMWARE_PAGES) * PAGE_BYTES;
}

/** Memory that a guest's kernel has in use beside the page descriptors. */
export interface KernelMemory {
  readonly mib: number;
  /** Part of it that Linux allocates from the top, next to the page descriptors. */
  readonly topMib?: number;
  /** Part of it that is the kernel's image, which address space randomisation puts at a random place. */
  readonly imageMib?: number;
  /** Where in the untouched memory the image lies: from 0, at its start, to 1, at its end. */
  readonly imagePlace?: number;
}

/** The regions of a guest do not fit into its RAM. */
export class GuestTooSmall extends RangeError {
  override readonly name = 'GuestTooSmall';

  /** @param neededPages what they take, each from its boundary on */
  constructor(readonly neededPages: number) {
    super(`the guest's regions take ${neededPages} pages`);
  }
}

/** Free memory that a guest has beside what was never touched. */
export interface FreeMemoryPlan {
  /** Pages with content that a workload left behind. */
  readonly junkPages?: number;
  /** Whether all memory that is not laid out otherwise is in use, not untouched. */
  readonly restInUse?: boolean;
}

/**
 * Lays out a guest's RAM: the kernel first, then each workload region at a 2 MiB boundary if they all
 * fit so, then untouched memory, and at the top the page descriptors, which Linux allocates from
 * there; the firmware's blocks follow, as they are the smaller ones. The kernel's image lies within the
 * untouched memory, as far as there is room.
 *
 * @param ramPages size of the VM's main RAM block
 * @param regionPages size of each workload region
 * @param freedMib memory that was used during boot and is free, with content, until a workload takes it
 * @param free what is free beside that
 * @throws GuestTooSmall
 */
export function layOutGuestMemory(
  ramPages: number,
  regionPages: readonly number[],
  { mib: kernelMib, topMib = 0, imageMib = 0, imagePlace = 0 }: KernelMemory,
  freedMib = 0,
  { junkPages = 0, restInUse = false }: FreeMemoryPlan = {},
): GuestMemory {
  const extents: ContentExtent[] = [];
  let page = 0;
  const append = (end: number, content: ContentClass, region: WriteRegion | null): void => {
    if (end > page) extents.push({ start: page, end, content, region });
    page = Math.max(page, end);
  };

  const total = (alignment: number): number =>
    regionPages.reduce((sum, pages) => sum + alignUp(pages, alignment), 0);
  const fitsHugePages = total(HUGE_PAGE_PAGES) + HUGE_PAGE_PAGES <= ramPages;
  const alignment = fitsHugePages ? HUGE_PAGE_PAGES : REGION_ALIGNMENT_PAGES;
  const regionsTotal = total(alignment) + alignment + junkPages;
  const untouched = restInUse ? 'static' : 'zero';
  const free = Math.max(0, ramPages - regionsTotal);
  const descriptorPages = Math.min(
    Math.floor((ramPages * PAGE_DESCRIPTOR_BYTES) / PAGE_BYTES),
    Math.floor(free / 2),
  );
  const kernelPages = Math.min(Math.floor(kernelMib * PAGES_PER_MIB), free - descriptorPages);
  const imagePages = Math.min(Math.floor(imageMib * PAGES_PER_MIB), kernelPages);
  const topPages =
    descriptorPages + Math.min(Math.floor(topMib * PAGES_PER_MIB), kernelPages - imagePages);
  append(kernelPages - imagePages - (topPages - descriptorPages), 'static', null);
  const freedPages = Math.max(0, Math.floor(freedMib * PAGES_PER_MIB) - regionsTotal);
  const freedEnd = Math.min(page + freedPages, free - topPages - imagePages);
  append(freedEnd, restInUse ? 'static' : 'junk', null);
  append(page + junkPages, 'junk', null);
  for (const pages of regionPages) {
    append(alignUp(page, alignment), untouched, null);
    append(page + pages, 'workload', new WriteRegion(page, page + pages));
  }
  const room = Math.max(0, ramPages - topPages - imagePages - page);
  append(page + Math.floor(room * imagePlace), untouched, null);
  append(page + imagePages, 'static', null);
  append(ramPages - topPages, untouched, null);
  append(ramPages, 'static', null);
  if (page > ramPages) throw new GuestTooSmall(page);
  append(ramPages + FIRMWARE_PAGES, 'static', null);

  const blocks: RamBlock[] = [
    { idstr: 'pc.ram', start: 0, end: ramPages },
    { idstr: 'firmware', start: ramPages, end: page },
  ];
  return new GuestMemory(blocks, extents);
}

function alignUp(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}
