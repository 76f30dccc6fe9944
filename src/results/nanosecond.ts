/** Sums of milliseconds carry the noise of binary fractions; nanoseconds do not. */
export function toNanosecond(ms: number): number {
  return Math.round(ms * 1e6) / 1e6;
}
