/** Slices a second (QEMU, XFER_LIMIT_RATIO). */
const SLICES_PER_SECOND = 10;

/** QEMU 8.1 and later account bytes when an I/O vector of 64 entries, two a page, is flushed. */
const FLUSHED_PAGES = 32;

/**
 * QEMU's rate limiter: a budget of bytes for each slice of 100 ms, checked before each page
 * (migration_rate_exceeded). It is exceeded when more than the budget was used, so it overshoots: by one page
 * up to 8.0, by up to a flush of 32 pages from 8.1 on.
 */
export class RateLimit {
  private readonly budgetBytes: number;
  private readonly granularityPages: number;

  /**
   * @param bytesPerSecond max-bandwidth; 0 is unlimited
   * @param countsFlushedBytes whether bytes count when they are flushed (QEMU 8.1 and later)
   */
  constructor(bytesPerSecond: number, countsFlushedBytes: boolean) {
    const budget = Math.floor(bytesPerSecond / SLICES_PER_SECOND);
    this.budgetBytes = budget === 0 ? Infinity : budget;
    this.granularityPages = countsFlushedBytes ? FLUSHED_PAGES : 1;
  }

  get isUnlimited(): boolean {
    return this.budgetBytes === Infinity;
  }

  /** @param usedBytes bytes since the slice began */
  isExceeded(usedBytes: number): boolean {
    return usedBytes > this.budgetBytes;
  }

  /**
   * Pages of `wireBytes` each that are sent until the limit is seen to be exceeded; at least one.
   *
   * @param wanted where the limit lets pass as many, it does not matter how many more
   */
  pagesUntilExceeded(
    usedBytes: number,
    wireBytes: number,
    sentInStep: number,
    wanted = Infinity,
  ): number {
    if (this.budgetBytes === Infinity) return Infinity;
    if (this.budgetBytes - usedBytes >= wanted * wireBytes) return wanted;
    const pages = Math.floor((this.budgetBytes - usedBytes) / wireBytes) + 1;
    const granularity = this.granularityPages;
    const whole = Math.ceil((sentInStep + pages) / granularity) * granularity - sentInStep;
    return Math.max(1, whole);
  }
}
