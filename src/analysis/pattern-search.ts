/** One dimension of a search: multiplied or divided by a step, within bounds. */
export interface SearchDimension {
  readonly name: string;
  readonly start: number;
  readonly minimum: number;
  readonly maximum: number;
}

export interface SearchProgress {
  readonly evaluations: number;
  readonly loss: number;
  readonly point: readonly number[];
}

export interface SearchOptions {
  /** Factor of the first steps, minus one. */
  readonly initialStep: number;
  /** The search ends when the steps are smaller than this. */
  readonly finalStep: number;
  readonly onImprovement?: (progress: SearchProgress) => void;
}

/**
 * Minimises `loss` by pattern search (Hooke and Jeeves, 1961) over factors: each dimension is tried
 * up and down; after a round that improved, the same move is tried once more; after one that did
 * not, the steps are halved. Deterministic, and content with a loss that is not smooth.
 */
export function patternSearch(
  dimensions: readonly SearchDimension[],
  loss: (point: readonly number[]) => number,
  options: SearchOptions,
): SearchProgress {
  let evaluations = 0;
  const evaluate = (point: readonly number[]): number => {
    evaluations++;
    return loss(point);
  };
  const bounded = (value: number, index: number): number =>
    roundTo3Digits(Math.min(dimensions[index].maximum, Math.max(dimensions[index].minimum, value)));
  let best = dimensions.map((dimension, index) => bounded(dimension.start, index));
  let bestLoss = evaluate(best);
  const consider = (point: readonly number[]): boolean => {
    if (point.every((value, index) => value === best[index])) return false;
    const candidate = evaluate(point);
    if (candidate >= bestLoss) return false;
    best = [...point];
    bestLoss = candidate;
    options.onImprovement?.({ evaluations, loss: bestLoss, point: best });
    return true;
  };
  for (let step = options.initialStep; step >= options.finalStep;) {
    const before = best;
    for (let index = 0; index < dimensions.length; index++) {
      const moved = (factor: number): number[] =>
        best.map((value, other) => (other === index ? bounded(value * factor, index) : value));
      if (!consider(moved(1 + step))) consider(moved(1 / (1 + step)));
    }
    if (best === before) {
      step /= 2;
      continue;
    }
    consider(best.map((value, index) => bounded((value * value) / before[index], index)));
  }
  return { evaluations, loss: bestLoss, point: best };
}

function roundTo3Digits(value: number): number {
  return Number(value.toPrecision(3));
}
