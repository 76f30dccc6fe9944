import { MIB, PAGE_BYTES } from '../memory/units.js';
import type { RamReading } from '../observed/migration-reading.js';
import { isUnused, pagesBetween } from './pages-between.js';

/**
 * Above this RAM goes on beyond 4 GiB, at this place among what is sent (QEMU's i440fx; q35 has less below). A system takes
 * memory from there first, and what is below only when that is full.
 */
const LOW_BYTES = 3072 * MIB;
const MOST_IN_ONE_ZONE_BYTES = 3584 * MIB;
/** Of what is below, as much as this tells whether it is in use, and so much of it must have content. */
const TELLING_BYTES = 1024 * MIB;
const IN_USE = 0.6;
/** A stretch of so much of RAM is what is left when all in use is over. */
const GAP_SHARE = 1 / 16;

/**
 * What the first pass has shown of how a system fills its memory: from one end, so that one long stretch was never used, and
 * beyond 4 GiB first. Told one answer of the first pass after the other.
 */
export class MemoryZones {
  private before: RamReading | null = null;
  private stretchPages = 0;
  private normalAtGap: number | null = null;
  private lowInUse = false;

  add(ram: RamReading): void {
    const { before } = this;
    this.before = ram;
    const at = placeOf(ram);
    if (hasHighZone(ram) && at > TELLING_BYTES && at < LOW_BYTES) {
      this.lowInUse = (ram.normalPages ?? 0) * PAGE_BYTES > IN_USE * at;
    }
    if (before === null) return;
    const pages = pagesBetween(before, ram);
    if (pages.normal + pages.zero === 0) return;
    if (!isUnused(pages) || (hasHighZone(ram) && placeOf(before) < LOW_BYTES)) {
      this.stretchPages = 0;
      return;
    }
    this.stretchPages += pages.zero;
    const isGap = this.stretchPages * PAGE_BYTES > GAP_SHARE * ram.totalBytes;
    if (isGap) this.normalAtGap ??= before.normalPages ?? 0;
  }

  /** Whether memory is in use that is taken last: then nearly all of RAM has content. */
  get isFull(): boolean {
    return this.lowInUse;
  }

  /** Whether that stretch is behind. */
  get isPastGap(): boolean {
    return this.normalAtGap !== null;
  }

  /** Bytes with content since the stretch that was never used began; null before there was one. */
  sentSinceGap({ normalPages }: RamReading): number | null {
    const { normalAtGap } = this;
    return normalAtGap === null ? null : ((normalPages ?? 0) - normalAtGap) * PAGE_BYTES;
  }
}

/** How much of RAM has been sent or was zero. */
function placeOf({ remainingBytes, totalBytes }: RamReading): number {
  return totalBytes - remainingBytes;
}

function hasHighZone({ totalBytes }: RamReading): boolean {
  return totalBytes > MOST_IN_ONE_ZONE_BYTES;
}
