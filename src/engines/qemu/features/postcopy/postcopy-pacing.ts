import { type Nanoseconds, ns } from '../../../../sim/time.js';
import type { BandwidthWindow } from '../../../../migration/bandwidth-window.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { SECTION_FRAME_BYTES } from '../../../../migration/costs.js';
import type { RateLimit } from '../../../../migration/rate-limit.js';
import { STEP_NS } from '../../../../migration/time-check.js';

export interface PacingParts {
  /** max-postcopy-bandwidth. Requests are served whether or not it is exceeded. */
  readonly rateLimit: RateLimit;
  readonly window: Pick<BandwidthWindow, 'sliceEnd' | 'windowStartBytes'>;
  /** Ends the rate limiter's slice if it is over. */
  closeWindow(): void;
}

/** The iterate steps of postcopy, each as long as in precopy, and the rate limit of what nobody asked for. */
export class PostcopyPacing {
  stepEnd = ns(0);
  private sentInStep = 0;
  private readonly isUnlimited: boolean;

  constructor(
    private readonly context: Pick<MigrationContext, 'clock' | 'counters'>,
    private readonly parts: PacingParts,
  ) {
    this.stepEnd = ns(context.clock.now + STEP_NS);
    this.isUnlimited = parts.rateLimit.isUnlimited;
  }

  get isLimited(): boolean {
    return !this.isUnlimited && this.parts.rateLimit.isExceeded(this.usedInSlice);
  }

  /** Of `wanted` pages of `wireBytes` each, those that the rate limit lets pass. */
  allowedPages(wanted: number, wireBytes: number): number {
    if (this.isUnlimited) return wanted;
    const { rateLimit } = this.parts;
    const allowed = rateLimit.pagesUntilExceeded(this.usedInSlice, wireBytes, this.sentInStep);
    return Math.min(wanted, allowed);
  }

  sent(pages: number): void {
    this.sentInStep += pages;
  }

  /** Sleeps until the end of the slice, or until `wakeUp`. */
  sleepUntil(wakeUp: Nanoseconds): void {
    const { clock } = this.context;
    this.endStep();
    if (!this.isLimited) return;
    clock.waitUntil(ns(Math.ceil(Math.min(this.parts.window.sliceEnd, wakeUp))));
    this.parts.closeWindow();
  }

  endStep(): void {
    const { clock, counters } = this.context;
    if (this.sentInStep > 0) counters.transferredBytes += SECTION_FRAME_BYTES;
    this.sentInStep = 0;
    this.stepEnd = ns(clock.now + STEP_NS);
    this.parts.closeWindow();
  }

  private get usedInSlice(): number {
    return this.context.counters.transferredBytes - this.parts.window.windowStartBytes;
  }
}
