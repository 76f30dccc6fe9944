import type { Alignment } from './plot-choice.js';

/** A span of the time axis, seconds. */
export interface TimeSpan {
  readonly from: number;
  readonly until: number;
}

/** How far a run is moved, so that its zero is that of the axis, seconds. */
export function shiftOf(run: { readonly ownStartSeconds: number }, align: Alignment): number {
  return align === 'start' ? -run.ownStartSeconds : 0;
}

/** The time that lists of ascending seconds take, each moved; a second if they take none. */
export function spanOf(
  lists: readonly (readonly [seconds: readonly number[], shift: number])[],
): TimeSpan {
  const filled = lists.filter(([{ length }]) => length > 0);
  const from = Math.min(...filled.map(([seconds, shift]) => seconds[0] + shift));
  const until = Math.max(...filled.map(([seconds, shift]) => seconds[seconds.length - 1] + shift));
  return until > from ? { from, until } : { from: 0, until: 1 };
}
