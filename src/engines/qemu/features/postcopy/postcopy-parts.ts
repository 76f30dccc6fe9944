import type { DestinationGuest } from '../../../../guest/destination-guest.js';
import type { MissingPages } from '../../../../memory/missing-pages.js';
import type { Blocktime } from './blocktime.js';
import type { NoticeTimes } from './notice-times.js';
import type { PageSource } from './page-source.js';
import type { PostcopyCosts } from './postcopy-costs.js';
import type { PacingParts } from './postcopy-pacing.js';

/** Where the phase sees that the migration was cancelled. */
export interface PostcopyMonitor {
  readonly cancelReason: unknown;
}

/** The parts that the phase drives. */
export interface PostcopyParts extends PacingParts {
  readonly guest: DestinationGuest;
  readonly missing: MissingPages;
  readonly source: PageSource;
  readonly blocktime: Blocktime;
  readonly costs: PostcopyCosts;
  /** Times from a touch of a missing page to the destination's knowledge of it. */
  readonly noticeTimes: Pick<NoticeTimes, 'next'>;
  readonly monitor: PostcopyMonitor;
}
