import type { RandomStream } from '../sim/random-stream.js';
import { drawnValue, type Gene, nearbyValue, type Point } from './gene.js';

/** Part of the settings that a point sets itself, of those that may be left at their defaults. */
const setShare = 0.5;

/** The points that a search may look at: a value for each gene, of those that go together. */
export class SearchSpace {
  /**
   * @param isAccepted whether a migration may have the settings of a point, and all that a search sets besides
   */
  constructor(
    readonly genes: readonly Gene[],
    readonly isAccepted: (point: Point) => boolean,
  ) {}

  /** Any point; null if nothing that was drawn is accepted. */
  anyPoint(random: RandomStream): Point | null {
    return this.fitting(
      shuffled(this.genes, random)
        .filter(({ mayBeDefault }) => !mayBeDefault || random.uniform() < setShare)
        .map((gene) => [gene, drawnValue(gene, random)]),
    );
  }

  /** A value for each setting that is never left at its default, whether they go together or not. */
  neededPoint(random: RandomStream): Point {
    const needed = this.genes.filter(({ mayBeDefault }) => !mayBeDefault);
    return Object.fromEntries(needed.map((gene) => [gene.key, drawnValue(gene, random)]));
  }

  /** A point with one to three settings changed. */
  mutant(parent: Point, random: RandomStream): Point | null {
    const changes = 1 + Math.floor(random.uniform() * 3);
    const chosen = new Set(shuffled(this.genes, random).slice(0, changes));
    const wishes = this.genes.flatMap((gene): Wish[] => {
      const { key, mayBeDefault } = gene;
      const value = parent[key];
      if (!chosen.has(gene)) return value === undefined ? [] : [[gene, value]];
      if (value === undefined) return [[gene, drawnValue(gene, random)]];
      if (mayBeDefault && random.uniform() < 0.25) return [];
      return [[gene, nearbyValue(gene, value, random)]];
    });
    return this.fitting(wishes);
  }

  /** A point with each setting of one of two. */
  child(mother: Point, father: Point, random: RandomStream): Point | null {
    return this.fitting(
      this.genes.flatMap((gene): Wish[] => {
        const value = (random.uniform() < 0.5 ? mother : father)[gene.key];
        return value === undefined ? [] : [[gene, value]];
      }),
    );
  }

  /** As many wishes as go together, the first ones first, and the settings that must be there before all. */
  private fitting(wishes: readonly Wish[]): Point | null {
    const needed = wishes.filter(([{ mayBeDefault }]) => !mayBeDefault);
    let point: Point = Object.fromEntries(needed.map(([{ key }, value]) => [key, value]));
    let isFit = this.isAccepted(point);
    for (const [{ key }, value] of wishes) {
      if (key in point) continue;
      const more = { ...point, [key]: value };
      if (!this.isAccepted(more)) {
        // What is needed may need this one: a load its RAM.
        if (!isFit) point = more;
        continue;
      }
      point = more;
      isFit = true;
    }
    return isFit ? this.ordered(point) : null;
  }

  /** The same point is written in one way, without what is the default anyway. */
  private ordered(point: Point): Point {
    const said = this.genes.filter(
      ({ key, mayBeDefault, standard }) =>
        key in point && !(mayBeDefault && point[key] === standard),
    );
    return Object.fromEntries(said.map(({ key }) => [key, point[key]]));
  }
}

type Wish = readonly [gene: Gene, value: unknown];

function shuffled<Item>(items: readonly Item[], random: RandomStream): Item[] {
  const keyed = items.map((item) => ({ item, at: random.uniform() }));
  return keyed.sort((a, b) => a.at - b.at).map(({ item }) => item);
}
