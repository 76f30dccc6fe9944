import { mean } from './summary.js';

/** By how many percent `ours` is off `theirs`; positive where it is more. */
export function percentOff(ours: number, theirs: number): number {
  return toThousandths((ours / theirs - 1) * 100);
}

/** Mean of the absolute errors; of errors in percent the MAPE. */
export function meanAbsolute(errors: readonly number[]): number {
  return toThousandths(mean(errors.map(Math.abs)));
}

/** Three decimals: microseconds, or thousandths of a percent. */
export function toThousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
