import type { RamSeen } from './observed-syncs.js';

/** Fewer pages with content say nothing of what one takes. */
const LEAST_PAGES = 2000;
/** What zero pages leave of the time must be at least this part of it, or it is a rounding. */
const LEAST_LEFT = 0.05;

/**
 * What the answers tell of a migration that only has to send what is left: after the switch to postcopy, or with the guest
 * stopped for good. Told one answer after the other.
 */
export class ClosingPhase {
  private first: RamSeen | null = null;
  private last: RamSeen | null = null;
  private quickestZeroMs = Infinity;
  /** Whether some of RAM had not been sent at all when it began. */
  beganInFirstPass = false;

  /** @param before the answer before, if there was one */
  add(seen: RamSeen, before: RamSeen | null): void {
    if (this.first === null) {
      this.first = seen;
      // The switch syncs once.
      const passes = before?.ram.dirtySyncCount ?? (seen.ram.dirtySyncCount ?? 2) - 1;
      this.beganInFirstPass = passes <= 1;
    }
    const ms = seen.elapsedMs - (this.last ?? seen).elapsedMs;
    const zero = zeroPages(seen) - zeroPages(this.last ?? seen);
    if (zero > 0) this.quickestZeroMs = Math.min(this.quickestZeroMs, ms / zero);
    this.last = seen;
  }

  /** What a zero page takes at most, ms: what one took when most of them came; Infinity before any did. */
  get mostMsPerZeroPage(): number {
    return this.quickestZeroMs;
  }

  /**
   * What a page with content takes, ms, if a zero page takes so much; null where too few were sent.
   */
  msPerPage(msPerZeroPage: number): number | null {
    const { first, last } = this;
    if (first === null || last === null) return null;
    const pages = (last.ram.normalPages ?? 0) - (first.ram.normalPages ?? 0);
    const ms = last.elapsedMs - first.elapsedMs;
    const left = ms - (zeroPages(last) - zeroPages(first)) * msPerZeroPage;
    return pages >= LEAST_PAGES && left > LEAST_LEFT * ms ? left / pages : null;
  }
}

function zeroPages({ ram }: RamSeen): number {
  return ram.zeroPages ?? 0;
}
