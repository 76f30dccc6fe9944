/**
 * The quantile `p` (0 to 1) of a sample, between neighbours in proportion (type 7 of Hyndman and Fan); NaN of
 * nothing.
 */
export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}
