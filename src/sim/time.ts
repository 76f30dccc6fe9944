/** Virtual time: integer nanoseconds since the migrate command, as a JS number (exact to 104 days). */
export type Nanoseconds = number;

export const NS_PER_US = 1_000;
export const NS_PER_MS = 1_000_000;
export const NS_PER_S = 1_000_000_000;

/** Whole milliseconds, truncated, as QEMU's millisecond clocks show a time. */
export function wholeMs(time: Nanoseconds): number {
  return Math.floor(time / NS_PER_MS);
}
