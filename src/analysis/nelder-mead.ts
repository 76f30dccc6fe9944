/** One dimension of a search; searched on a logarithmic scale, within bounds. */
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
  /** Size of the first simplex: a factor, minus one. */
  readonly initialStep: number;
  /** The search ends when the simplex is smaller than this, as a factor minus one. */
  readonly finalStep: number;
  readonly maxEvaluations: number;
  readonly onImprovement?: (progress: SearchProgress) => void;
}

interface Vertex {
  /** Logarithms of the parameters. */
  readonly position: readonly number[];
  readonly loss: number;
}

/**
 * Minimises `loss` by the simplex method of Nelder and Mead (1965) on a logarithmic scale, with the
 * coefficients for several dimensions of Gao and Han (2012). Deterministic; parameters are rounded
 * to four digits before they are tried, so what is found is what was tried.
 */
export function nelderMead(
  dimensions: readonly SearchDimension[],
  loss: (point: readonly number[]) => number,
  options: SearchOptions,
): SearchProgress {
  const size = dimensions.length;
  const expansion = 1 + 2 / size;
  const contraction = 0.75 - 1 / (2 * size);
  const shrinkage = 1 - 1 / size;
  let evaluations = 0;
  let best: SearchProgress | null = null;
  const tried = new Map<string, number>();

  const evaluate = (position: readonly number[]): Vertex => {
    const point = position.map((value, index) => bounded(Math.exp(value), dimensions[index]));
    const key = point.join();
    const known = tried.get(key);
    const value = known ?? loss(point);
    evaluations++;
    if (known === undefined) {
      tried.set(key, value);
      if (best === null || value < best.loss) {
        best = { evaluations, loss: value, point };
        options.onImprovement?.(best);
      }
    }
    return { position: point.map(Math.log), loss: value };
  };

  const start = dimensions.map((dimension) => Math.log(dimension.start));
  let simplex = [evaluate(start)];
  for (let index = 0; index < size; index++) {
    simplex.push(
      evaluate(
        start.map((v, other) => (other === index ? v + Math.log1p(options.initialStep) : v)),
      ),
    );
  }
  while (evaluations < options.maxEvaluations) {
    simplex.sort((a, b) => a.loss - b.loss);
    const worst = simplex[size];
    if (extent(simplex) < Math.log1p(options.finalStep)) break;
    const centre = start.map(
      (_, index) => simplex.slice(0, size).reduce((sum, v) => sum + v.position[index], 0) / size,
    );
    const along = (factor: number): Vertex =>
      evaluate(centre.map((value, index) => value + factor * (value - worst.position[index])));
    const reflected = along(1);
    let replacement: Vertex | null = reflected;
    if (reflected.loss < simplex[0].loss) {
      const expanded = along(expansion);
      if (expanded.loss < reflected.loss) replacement = expanded;
    } else if (reflected.loss >= simplex[size - 1].loss) {
      const outside = reflected.loss < worst.loss;
      const contracted = along(outside ? contraction : -contraction);
      replacement = contracted.loss < Math.min(reflected.loss, worst.loss) ? contracted : null;
    }
    if (replacement !== null) {
      simplex[size] = replacement;
      continue;
    }
    const { position: anchor } = simplex[0];
    simplex = simplex.map((vertex, index) =>
      index === 0
        ? vertex
        : evaluate(anchor.map((v, d) => v + shrinkage * (vertex.position[d] - v))),
    );
  }
  if (best === null) throw new RangeError('nothing was evaluated');
  return { ...(best as SearchProgress), evaluations };
}

function extent(simplex: readonly Vertex[]): number {
  const [best, ...rest] = simplex;
  return Math.max(
    ...rest.map((vertex) =>
      Math.max(...vertex.position.map((value, index) => Math.abs(value - best.position[index]))),
    ),
  );
}

function bounded(value: number, { minimum, maximum }: SearchDimension): number {
  return Number(Math.min(maximum, Math.max(minimum, value)).toPrecision(4));
}
