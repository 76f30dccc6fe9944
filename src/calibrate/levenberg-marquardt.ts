import { dotProduct, solveLinear } from '../statistics/linear-system.js';
import { type FitSteps, followed } from './fit-steps.js';
import { bounded, type Bounds, jacobianSteps } from './log-jacobian.js';

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
  return followed(fitSteps(parameters, options), residualsAt);
}

/** The steps of `levenbergMarquardt`, for those who evaluate several points at once. */
export function* fitSteps(
  parameters: readonly FitParameter[],
  options: FitOptions,
): FitSteps<FitProgress> {
  let evaluations = 0;
  function* evaluate(values: readonly number[]): FitSteps<Evaluated> {
    const point = values.map((value, index) => bounded(value, parameters[index]));
    evaluations++;
    const [residuals] = yield [point];
    return { point, residuals, loss: dotProduct(residuals, residuals) };
  }
  let best = yield* evaluate(parameters.map(({ start }) => start));
  let damping = 0.1;
  for (let iteration = 0; iteration < options.maxIterations; iteration++) {
    const columns = yield* jacobianSteps(best.point, parameters, options.differenceStep);
    evaluations += 2 * columns.length;
    const before = best.loss;
    while (damping <= MAXIMUM_DAMPING) {
      const change = dampedStep(columns, best.residuals, damping);
      const candidate = yield* evaluate(
        best.point.map((value, index) => value * Math.exp(change[index])),
      );
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

interface Evaluated {
  readonly point: readonly number[];
  readonly residuals: readonly number[];
  readonly loss: number;
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
