import type { MissingPages } from '../memory/missing-pages.js';
import type { WriteRegion } from '../memory/write-region.js';
import type { Nanoseconds } from '../sim/time.js';
import type { ContentSource } from './page-content.js';
import type { Dirtying, Workload, WriteObserver } from './workload.js';

/** A program that runs only when something around it lets it: its phase, or its schedule. */
export abstract class WrappedWorkload implements Workload {
  readonly copyLines = null;
  readonly freeList = null;

  constructor(protected readonly inner: Workload) {}

  get writesInOrder(): boolean {
    return this.inner.writesInOrder;
  }

  get region(): WriteRegion {
    return this.inner.region;
  }

  get content(): ContentSource {
    return this.inner.content;
  }

  endVisit(): void {
    this.inner.endVisit?.();
  }

  missingPage(missing: MissingPages): number | null {
    return this.inner.missingPage(missing);
  }

  abstract run(runTime: Nanoseconds, by: Nanoseconds, observer: WriteObserver | null): void;
  abstract untilMissing(missing: MissingPages, now: Nanoseconds, speed: number): Nanoseconds;
  abstract foresee(runTime: Nanoseconds, fault: Nanoseconds): Dirtying;
}
