declare const unit: unique symbol;

/**
 * Virtual time: integer nanoseconds since the migrate command, as a JS number (exact to 104 days); or a
 * span of it, which may have a fraction. A number is none until `ns` says that it is one.
 */
export type Nanoseconds = number & { readonly [unit]: 'ns' };

/** A number of nanoseconds. */
export function ns(value: number): Nanoseconds {
  return value as Nanoseconds;
}

export const NS_PER_US = 1_000;
export const NS_PER_MS = 1_000_000;
export const NS_PER_S = 1_000_000_000;

/** Whole milliseconds, truncated, as QEMU's millisecond clocks show a time. */
export function wholeMs(time: Nanoseconds): number {
  return Math.floor(time / NS_PER_MS);
}

/** When a timer set for so many ms from now is due: on QEMU's clock of whole ms (QEMU, timer_mod). */
export function timerDue(now: Nanoseconds, ms: number): Nanoseconds {
  return ns((wholeMs(now) + ms) * NS_PER_MS);
}

/** Milliseconds with their fraction. */
export function toMs(time: number): number {
  return time / NS_PER_MS;
}
