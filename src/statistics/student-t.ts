/**
 * Probability that Student's t lies within `[-t, t]`, by the finite sums for whole degrees of freedom
 * (Abramowitz and Stegun, 26.7.3 and 26.7.4).
 */
export function studentWithin(t: number, degreesOfFreedom: number): number {
  const angle = Math.atan(t / Math.sqrt(degreesOfFreedom));
  const square = Math.cos(angle) ** 2;
  const isOdd = degreesOfFreedom % 2 === 1;
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = degreesOfFreedom === 1 ? 0 : term;
  for (let step = isOdd ? 2 : 1; step <= degreesOfFreedom - 3; step += 2) {
    term *= (step / (step + 1)) * square;
    sum += term;
  }
  const partial = Math.sin(angle) * sum;
  return isOdd ? (2 / Math.PI) * (angle + partial) : partial;
}

/** The t that Student's t exceeds in absolute value with probability `alpha`. */
export function studentTwoSided(alpha: number, degreesOfFreedom: number): number {
  let low = 0;
  let high = 1;
  while (studentWithin(high, degreesOfFreedom) < 1 - alpha) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentWithin(middle, degreesOfFreedom) < 1 - alpha) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
