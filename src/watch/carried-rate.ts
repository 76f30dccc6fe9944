import { isFinal, type MigrationReading } from '../observed/migration-reading.js';
import { median } from '../statistics/summary.js';

/** Rates are taken over windows of at least this, ms. */
const WINDOW_MS = 900;
/** Windows that are looked at: the last ones. */
const WINDOWS = 40;
/** Above so many zero pages for each page with content, a window shows how fast zero pages are found, not the link. */
const ZERO_PAGES_PER_NORMAL = 4;

/** QEMU tells a rate when its first window has ended, ms: until then all that was sent is of that window. */
const QEMUS_WINDOW_MS = 100;

/** Fewer rates say nothing of how much they vary. */
const LEAST_TOLD = 3;

/** One stretch between answers. */
interface Window {
  readonly bytesPerSecond: number;
  readonly isOfLink: boolean;
}

/** What the migration carries, from the bytes that were transferred; told one answer after the other. */
export class CarriedRate {
  private readonly windows: Window[] = [];
  private start: MigrationReading | null = null;
  private latest: number | null = null;
  /** What QEMU says of its own windows of 100 ms. */
  private readonly told: number[] = [];

  add(reading: MigrationReading): void {
    const { elapsedMs, ram } = reading;
    if (ram === null || isFinal(reading.status)) return;
    const rate = ram.bytesPerSecond ?? 0;
    const isInFirstWindow = ram.bytesPerSecond === 0 && this.told.length === 0;
    // libvirt's clock runs long before: it starts the destination.
    const sendingMs = isInFirstWindow ? Math.min(elapsedMs, QEMUS_WINDOW_MS) : elapsedMs;
    const meanRate = sendingMs > 0 ? (ram.transferredBytes * 1000) / sendingMs : 0;
    if (rate > 0) this.told.push(rate);
    if (this.told.length > WINDOWS) this.told.shift();
    if (rate > 0 || meanRate > 0) this.latest = rate > 0 ? rate : meanRate;
    const before = this.start;
    if (before === null || before.ram === null) {
      this.start = reading;
      return;
    }
    if (elapsedMs - before.elapsedMs < WINDOW_MS) return;
    this.start = reading;
    const bytes = ram.transferredBytes - before.ram.transferredBytes;
    if (bytes <= 0) return;
    const zero = (ram.zeroPages ?? 0) - (before.ram.zeroPages ?? 0);
    const normal = (ram.normalPages ?? 1) - (before.ram.normalPages ?? 0);
    this.windows.push({
      bytesPerSecond: (bytes * 1000) / (elapsedMs - before.elapsedMs),
      isOfLink: zero <= ZERO_PAGES_PER_NORMAL * normal,
    });
    if (this.windows.length > WINDOWS) this.windows.shift();
  }

  /** Bytes a second; null before anything was carried. */
  get bytesPerSecond(): number | null {
    const rates = this.rates;
    return rates.length > 0 ? median(rates) : this.latest;
  }

  /**
   * Spread of QEMU's windows around their median, relative: the median absolute deviation, as a standard deviation; null
   * where there are too few. A limiter's is next to nothing.
   */
  get variability(): number | null {
    const { told } = this;
    if (told.length < LEAST_TOLD) return null;
    const centre = median(told);
    return (1.4826 * median(told.map((rate) => Math.abs(rate - centre)))) / centre;
  }

  private get rates(): readonly number[] {
    const ofLink = this.windows.filter(({ isOfLink }) => isOfLink);
    return (ofLink.length > 0 ? ofLink : this.windows).map(({ bytesPerSecond }) => bytesPerSecond);
  }
}
