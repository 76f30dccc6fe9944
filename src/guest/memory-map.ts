import {
  GuestMemory,
  type ContentClass,
  type ContentExtent,
  type RamBlock,
} from '../memory/guest-memory.js';
import { MIB, PAGE_BYTES, PAGES_PER_MIB } from '../memory/units.js';
import { REGION_ALIGNMENT_PAGES, WriteRegion } from '../memory/write-region.js';

/** Linux keeps a descriptor of 64 bytes for each page; they are not zero. */
const PAGE_DESCRIPTOR_BYTES = 64;

/** Large buffers start at a huge page while there is room. */
const HUGE_PAGE_PAGES = 512;

/** ROMs and ACPI tables of a bare "pc" machine, measured (qemu.md 1.7). */
const FIRMWARE_PAGES = 532_480 / PAGE_BYTES;

/**
 * Lays out a guest's RAM: the kernel and its page descriptors first, then each workload region at a
 * 2 MiB boundary if they all fit so, the rest untouched; the firmware's blocks follow, as they are the smaller ones.
 *
 * @param ramPages size of the VM's main RAM block
 * @param regionPages size of each workload region
 * @param kernelMib non-zero memory beside the page descriptors
 */
export function layOutGuestMemory(
  ramPages: number,
  regionPages: readonly number[],
  kernelMib: number,
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
  const regionsTotal = total(alignment) + alignment;
  const descriptorMib = (ramPages * PAGE_DESCRIPTOR_BYTES) / MIB;
  const kernelPages = Math.floor((kernelMib + descriptorMib) * PAGES_PER_MIB);
  append(Math.min(kernelPages, Math.max(0, ramPages - regionsTotal)), 'static', null);
  for (const pages of regionPages) {
    append(alignUp(page, alignment), 'zero', null);
    append(page + pages, 'workload', new WriteRegion(page, page + pages));
  }
  append(ramPages, 'zero', null);
  if (page > ramPages) throw new RangeError(`${page} pages do not fit into a guest of ${ramPages}`);
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
