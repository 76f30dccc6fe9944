/** Pivots smaller than this, relative to the largest entry of their column, are rounding errors. */
const SMALLEST_PIVOT = 1e-12;

/**
 * Solves a system of linear equations by Gaussian elimination with partial pivoting.
 *
 * @param matrix square, a row for each equation
 * @returns null if the matrix is singular, or as good as singular
 */
export function solveLinear(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): number[] | null {
  const size = right.length;
  const rows = matrix.map((row, index) => [...row, right[index]]);
  for (let column = 0; column < size; column++) {
    const largest = Math.max(...matrix.map((row) => Math.abs(row[column])));
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) pivot = row;
    }
    if (!(Math.abs(rows[pivot][column]) > SMALLEST_PIVOT * largest)) return null;
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (let row = column + 1; row < size; row++) {
      const factor = rows[row][column] / rows[column][column];
      for (let index = column; index <= size; index++) {
        rows[row][index] -= factor * rows[column][index];
      }
    }
  }
  const solution = Array.from({ length: size }, () => 0);
  for (let row = size - 1; row >= 0; row--) {
    let value = rows[row][size];
    for (let index = row + 1; index < size; index++) value -= rows[row][index] * solution[index];
    solution[row] = value / rows[row][row];
  }
  return solution;
}

/** The sum of the products of two vectors of one length. */
export function dotProduct(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index], 0);
}
