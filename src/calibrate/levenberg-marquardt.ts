/** A parameter of a fit; fitted on a logarithmic scale, within bounds. */
export interface FitParameter {
  readonly start: number;
  readonly minimum: number;
  readonly maximum: number;
}

export interface FitProgress {
  readonly evaluations: number;
  /** Sum of the squared residuals. */
  readonly loss: number;
  readonly point: readonly number[];
}

export interface FitOptions {
  /** Relative step of the finite differences; coarse where the residuals are rough. */
  readonly differenceStep: number;
  readonly maxIterations: number;
  /** The fit ends when an iteration improves the loss by less than this share. */
  readonly minimumGain: number;
  readonly onImprovement?: (progress: FitProgress) => void;
}

/** Damping is raised until a step improves the loss, but not beyond this. */
const MAXIMUM_DAMPING = 1e4;

/**
 * Least squares by the method of Levenberg (1944) and Marquardt (1963), with central differences on
 * a logarithmic scale. Deterministic; parameters are rounded to four digits before they are tried,
 * so what is found is what was tried.
 */
export function levenbergMarquardt(
  parameters: readonly FitParameter[],
  residualsAt: (point: readonly number[]) => readonly number[],
  options: FitOptions,
): FitProgress {
  let evaluations = 0;
  const evaluate = (logs: readonly number[]) => {
    evaluations++;
    const point = logs.map((value, index) => bounded(Math.exp(value), parameters[index]));
    const residuals = residualsAt(point);
    return { point, residuals, loss: residuals.reduce((sum, r) => sum + r * r, 0) };
  };
  let best = evaluate(parameters.map(({ start }) => Math.log(start)));
  let damping = 0.1;
  for (let iteration = 0; iteration < options.maxIterations; iteration++) {
    const logs = best.point.map(Math.log);
    const step = Math.log1p(options.differenceStep);
    const columns = logs.map((_, index) => {
      const shifted = (by: number): number[] => logs.map((v, i) => (i === index ? v + by : v));
      const up = evaluate(shifted(step)).residuals;
      const down = evaluate(shifted(-step)).residuals;
      return up.map((value, row) => (value - down[row]) / (2 * step));
    });
    const before = best.loss;
    while (damping <= MAXIMUM_DAMPING) {
      const change = dampedStep(columns, best.residuals, damping);
      const candidate = evaluate(logs.map((value, index) => value + change[index]));
      if (candidate.loss < best.loss) {
        best = candidate;
        damping = Math.max(1e-3, damping / 5);
        options.onImprovement?.({ evaluations, loss: best.loss, point: best.point });
        break;
      }
      damping *= 4;
    }
    if (before - best.loss < options.minimumGain * before) break;
  }
  return { evaluations, loss: best.loss, point: best.point };
}

/** Solves (J'J + damping * diag(J'J)) x = -J'r. */
function dampedStep(
  columns: readonly (readonly number[])[],
  residuals: readonly number[],
  damping: number,
): readonly number[] {
  const matrix = columns.map((column, row) =>
    columns.map((other, index) => {
      const product = dot(column, other);
      return index === row ? product * (1 + damping) + 1e-9 : product;
    }),
  );
  return solve(
    matrix,
    columns.map((column) => -dot(column, residuals)),
  );
}

/** Gaussian elimination with partial pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, index) => [...row, right[index]]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) pivot = row;
    }
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

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index], 0);
}

function bounded(value: number, { minimum, maximum }: FitParameter): number {
  return Number(Math.min(maximum, Math.max(minimum, value)).toPrecision(4));
}
