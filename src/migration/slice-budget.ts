import type { BandwidthWindow } from './bandwidth-window.js';
import type { MigrationCounters } from './counters.js';
import type { SendBudget } from './page-sender.js';
import type { RateLimit } from './rate-limit.js';

/** What the rate limit lets pass in the present slice. */
export class SliceBudget implements SendBudget {
  constructor(
    private readonly rateLimit: RateLimit,
    private readonly counters: Pick<MigrationCounters, 'transferredBytes'>,
    private readonly window: Pick<BandwidthWindow, 'windowStartBytes'>,
  ) {}

  isExceeded(): boolean {
    return this.rateLimit.isExceeded(this.usedBytes);
  }

  allows(bytes: number): boolean {
    return !this.rateLimit.isExceeded(this.usedBytes + bytes);
  }

  pagesUntilExceeded(wireBytes: number, sentInStep: number, wanted: number): number {
    return this.rateLimit.pagesUntilExceeded(this.usedBytes, wireBytes, sentInStep, wanted);
  }

  private get usedBytes(): number {
    return this.counters.transferredBytes - this.window.windowStartBytes;
  }
}
