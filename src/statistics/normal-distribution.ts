/**
 * Standard normal distribution function, to the precision of a double. Its series has positive terms
 * only: nothing cancels.
 */
export function normalCdf(x: number): number {
  if (Math.abs(x) > 8.5) return x > 0 ? 1 : 0;
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > 1e-18 * Math.abs(sum); odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + sum * Math.exp((-x * x) / 2) * Math.sqrt(1 / (2 * Math.PI));
}

/** The normal quantile of `probability`, which is between 0 and 1: bisected, to 1e-9. */
export function normalQuantile(probability: number): number {
  let low = -8.5;
  let high = 8.5;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
