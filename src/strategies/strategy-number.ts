import { bounded } from '../input/bounded-number.js';

/** The value of a setting that a strategy declares, as far as it is known without the strategy, which names its range. */
export const strategyNumber = bounded({
  min: -Number.MAX_SAFE_INTEGER,
  max: Number.MAX_SAFE_INTEGER,
  why: 'whole numbers are exact up to here',
});
