/** Probability of at most `successes` in `trials` throws of a fair coin. */
export function fairCoinTail(successes: number, trials: number): number {
  let tail = 0;
  for (const sum of fairCoinTails(trials)) {
    if (successes-- < 0) break;
    tail = sum;
  }
  return Math.min(1, tail);
}

/** The most successes of which `trials` throws of a fair coin have that many or fewer with a probability of `share` at most; -1 if even none is likelier. */
export function fairCoinQuantile(share: number, trials: number): number {
  let most = -1;
  for (const sum of fairCoinTails(trials)) {
    if (Math.min(1, sum) > share) break;
    most++;
  }
  return most;
}

/** The probabilities of at most 0, 1, 2, ... successes. */
function* fairCoinTails(trials: number): Generator<number> {
  // From the middle of the scale, in logarithms: 2^-trials itself may be too small for a double.
  let logarithm = -trials * Math.LN2;
  let sum = 0;
  for (let count = 0; count <= trials; count++) {
    sum += Math.exp(logarithm);
    yield sum;
    logarithm += Math.log((trials - count) / (count + 1));
  }
}

/** Two-sided sign test: of `ups + downs` changes as many as `ups` went up. */
export function signTest(ups: number, downs: number): number {
  return Math.min(1, 2 * fairCoinTail(Math.min(ups, downs), ups + downs));
}
