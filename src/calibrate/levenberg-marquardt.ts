import { dotProduct, solveLinear } from '../statistics/linear-system.js';
import { bounded, type Bounds, logJacobian } from './log-jacobian.js';

/** A parameter of a fit; fitted on a logarithmic scale, within bounds. */
export interface FitParameter extends Bounds {
  readonly start: number;
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
  const counted = (point: readonly number[]): readonly number[] => {
    evaluations++;
    return residualsAt(point);
  };
  const evaluate = (values: readonly number[]) => {
    const point = values.map((value, index) => bounded(value, parameters[index]));
    const residuals = counted(point);
    return { point, residuals, loss: dotProduct(residuals, residuals) };
  };
  let best = evaluate(parameters.map(({ start }) => start));
  let damping = 0.1;
  for (let iteration = 0; iteration < options.maxIterations; iteration++) {
    const columns = logJacobian(best.point, parameters, counted, options.differenceStep);
    const before = best.loss;
    while (damping <= MAXIMUM_DAMPING) {
      const change = dampedStep(columns, best.residuals, damping);
      const candidate = evaluate(best.point.map((value, index) => value * Math.exp(change[index])));
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
      const product = dotProduct(column, other);
      return index === row ? product * (1 + damping) + 1e-9 : product;
    }),
  );
  const right = columns.map((column) => -dotProduct(column, residuals));
  return solveLinear(matrix, right) ?? columns.map(() => 0);
}
