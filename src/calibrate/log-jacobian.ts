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
  return point.map((value, index) => {
    const above = bounded(value * (1 + differenceStep), bounds[index]);
    const below = bounded(value / (1 + differenceStep), bounds[index]);
    const up = residualsAt(point.with(index, above));
    const down = residualsAt(point.with(index, below));
    return up.map((residual, row) => (residual - down[row]) / Math.log(above / below));
  });
}
