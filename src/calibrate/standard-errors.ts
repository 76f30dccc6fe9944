import { dotProduct, solveLinear } from '../statistics/linear-system.js';

/** A number whose standard error is a larger part of it than this is not identifiable. */
export const LARGEST_RELATIVE_ERROR = 0.5;

/**
 * Standard errors of the numbers that a least-squares fit has found, relative to them: the square roots of the
 * diagonal of `s2 * inverse(J'J)`, where `s2` is the loss divided by the degrees of freedom. What the loss
 * is made of need not have unit variance.
 *
 * @param columns the Jacobian: how each residual changes with the logarithm of each number
 * @param loss sum of the squared residuals
 * @returns for each number null where the residuals do not tell it: alone, or from the others together
 */
export function relativeStandardErrors(
  columns: readonly (readonly number[])[],
  loss: number,
): readonly (number | null)[] {
  const lengths = columns.map((column) => Math.sqrt(dotProduct(column, column)));
  const degreesOfFreedom = (columns[0]?.length ?? 0) - columns.length;
  return columns.map((column, index) => {
    if (lengths[index] === 0 || degreesOfFreedom <= 0) return null;
    // Of the other numbers only those that have an effect: one that has none hides no other.
    const used = columns.flatMap((_, other) => (lengths[other] > 0 ? [other] : []));
    const unit = (other: number): readonly number[] =>
      columns[other].map((value) => value / lengths[other]);
    const matrix = used.map((row) => used.map((other) => dotProduct(unit(row), unit(other))));
    const solution = solveLinear(
      matrix,
      used.map((other) => (other === index ? 1 : 0)),
    );
    if (solution === null) return null;
    const variance = solution[used.indexOf(index)] / dotProduct(column, column);
    const error = Math.sqrt((variance * loss) / degreesOfFreedom);
    return error <= LARGEST_RELATIVE_ERROR ? error : null;
  });
}
