import { type FitSteps, followed } from './fit-steps.js';

/** The bounds of a number that a fit may change. */
export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** The nearest value within bounds, of four digits: what a fit tries. */
export function bounded(value: number, { minimum, maximum }: Bounds): number {
  return Number(Math.min(maximum, Math.max(minimum, value)).toPrecision(4));
}

/**
 * How residuals change with the logarithm of each number of a point, by central differences; a column
 * for each number.
 *
 * @param differenceStep relative; coarse where the residuals are rough
 */
export function logJacobian(
  point: readonly number[],
  bounds: readonly Bounds[],
  residualsAt: (point: readonly number[]) => readonly number[],
  differenceStep: number,
): readonly (readonly number[])[] {
  return followed(jacobianSteps(point, bounds, differenceStep), residualsAt);
}

/** The steps of `logJacobian`: it asks for all its points at once. */
export function* jacobianSteps(
  point: readonly number[],
  bounds: readonly Bounds[],
  differenceStep: number,
): FitSteps<readonly (readonly number[])[]> {
  const ends = point.map((value, index) => ({
    above: bounded(value * (1 + differenceStep), bounds[index]),
    below: bounded(value / (1 + differenceStep), bounds[index]),
  }));
  const residuals = yield ends.flatMap(({ above, below }, index) => [
    point.with(index, above),
    point.with(index, below),
  ]);
  return ends.map(({ above, below }, index) => {
    const [up, down] = residuals.slice(2 * index, 2 * index + 2);
    return up.map((residual, row) => (residual - down[row]) / Math.log(above / below));
  });
}
