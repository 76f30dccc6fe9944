import type { Box } from '../../page/shapes.js';

/** Where values are in a chart, CSS pixels from its upper left corner. */
export interface Place {
  /** The plotting area. */
  readonly box: Box;
  /** Seconds at its left and right edge. */
  readonly from: number;
  readonly until: number;
  /** The value at its lower edge. */
  readonly lowest: number;
  x(seconds: number): number;
  y(value: number): number;
}
