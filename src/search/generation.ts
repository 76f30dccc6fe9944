import type { RandomStream } from '../sim/random-stream.js';
import type { Point } from './gene.js';
import type { SearchSpace } from './search-space.js';

/** Draws of a point before a generation goes on without it. */
const attempts = 20;
/** Part of the points with parents that have one, and not two. */
const mutantShare = 0.7;

/** New points for a search: some drawn anew, the others mutants and children of good ones; none twice. */
export class Generation {
  private readonly seen = new Set<string>();

  /** @param explorationShare part of the points that come of nothing that was found */
  constructor(
    private readonly space: SearchSpace,
    private readonly random: RandomStream,
    private readonly explorationShare: number,
  ) {}

  /** Somebody has looked at a point already. */
  skip(point: Point): void {
    this.seen.add(JSON.stringify(point));
  }

  /**
   * So many new points, or fewer where there is hardly anything left.
   *
   * @param parents the good ones, as somebody chooses them; null as long as there are none
   */
  next(size: number, parents: ((random: RandomStream) => Point) | null): Point[] {
    return Array.from({ length: size }, () => this.newPoint(parents)).filter(
      (point) => point !== null,
    );
  }

  private newPoint(parents: ((random: RandomStream) => Point) | null): Point | null {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const point = this.drawn(parents);
      if (point === null || this.seen.has(JSON.stringify(point))) continue;
      this.skip(point);
      return point;
    }
    return null;
  }

  private drawn(parents: ((random: RandomStream) => Point) | null): Point | null {
    const { explorationShare, random, space } = this;
    const isNew = random.uniform() < explorationShare;
    if (parents === null || isNew) return space.anyPoint(random);
    const mother = parents(random);
    if (random.uniform() < mutantShare) return space.mutant(mother, random);
    return space.child(mother, parents(random), random);
  }
}
