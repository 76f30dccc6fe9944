/** Probability of at most `successes` in `trials` throws of a fair coin. */
export function fairCoinTail(successes: number, trials: number): number {
  // From the middle of the scale, in logarithms: 2^-trials itself may be too small for a double.
  let logarithm = -trials * Math.LN2;
  let sum = 0;
  for (let count = 0; count <= successes; count++) {
    sum += Math.exp(logarithm);
    logarithm += Math.log((trials - count) / (count + 1));
  }
  return Math.min(1, sum);
}

/** Two-sided sign test: of `ups + downs` changes as many as `ups` went up. */
export function signTest(ups: number, downs: number): number {
  return Math.min(1, 2 * fairCoinTail(Math.min(ups, downs), ups + downs));
}
