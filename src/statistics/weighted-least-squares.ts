import { dotProduct, solveLinear } from './linear-system.js';
import { sum } from './summary.js';

/** A coefficient with its standard error. */
export interface Coefficient {
  readonly value: number;
  readonly standardError: number;
}

/**
 * Linear least squares with weights: the coefficients of the columns of `rows` that come nearest to `values`. Standard
 * errors are those of weights that are inverse variances, larger where the misses say that these are too small.
 *
 * @returns null if the rows do not tell all coefficients
 */
export function weightedLeastSquares(
  rows: readonly (readonly number[])[],
  values: readonly number[],
  weights: readonly number[],
): readonly Coefficient[] | null {
  const size = rows[0]?.length ?? 0;
  if (size === 0 || rows.length < size) return null;
  const columns = Array.from({ length: size }, (_, index) => rows.map((row) => row[index]));
  // Columns of very different sizes would look like a singular system.
  const scales = columns.map((column) => Math.sqrt(dotProduct(column, column)));
  if (scales.includes(0)) return null;
  const scaled = columns.map((column, index) => column.map((value) => value / scales[index]));
  const product = (a: readonly number[], b: readonly number[]): number =>
    sum(a.map((value, index) => value * b[index] * weights[index]));
  const matrix = scaled.map((a) => scaled.map((b) => product(a, b)));
  const right = scaled.map((column) => product(column, values));
  const solution = solveLinear(matrix, right);
  if (solution === null) return null;
  const misses = values.map(
    (value, row) => value - sum(solution.map((each, index) => each * scaled[index][row])),
  );
  const degreesOfFreedom = rows.length - size;
  const excess = degreesOfFreedom > 0 ? Math.max(1, product(misses, misses) / degreesOfFreedom) : 1;
  return solution.map((value, index) => {
    const unit = solution.map((_, other) => (other === index ? 1 : 0));
    const variance = solveLinear(matrix, unit)?.[index] ?? Infinity;
    const standardError = Math.sqrt(variance * excess);
    return { value: value / scales[index], standardError: standardError / scales[index] };
  });
}
