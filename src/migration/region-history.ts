import type { WriteRegion } from '../memory/write-region.js';

/**
 * Of each page of a region, ns: the last write; when the copy was read that the destination holds, and
 * when that was placed. -Infinity until there is one.
 */
export interface RegionHistory {
  readonly region: WriteRegion;
  readonly writtenBy: Float64Array;
  readonly sentFrom: Float64Array;
  readonly placedAt: Float64Array;
  /** Index of the last skip of each page, or -1; absent as long as none was skipped. */
  skippedBy: Int32Array | null;
}
