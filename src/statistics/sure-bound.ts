/** One-sided. */
const doubt = 0.05;

/**
 * What the chance of a success is at least if all of `trials` succeeded, with 95 % confidence: the exact bound of Clopper
 * and Pearson, one-sided. "At most one minus it", if none did.
 */
export function sureBound(trials: number): number {
  return trials === 0 ? 0 : doubt ** (1 / trials);
}
