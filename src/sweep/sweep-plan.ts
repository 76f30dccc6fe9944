import type { ValueList } from './value-list.js';

/** What a point sets, by option, in the order of the options; null where it leaves the default. */
export type PointTexts = Readonly<Record<string, string | null>>;

/** Settings that take turns: the values of an option, or the rows of a matrix. */
export interface Axis {
  /** The options that it sets. */
  readonly keys: readonly string[];
  readonly count: number;
  /** The settings at an index from 0. */
  at(index: number): PointTexts;
  /** The indices of settings that may name files. */
  writtenOut(): readonly number[];
  /** Its settings, for telling sweeps apart. */
  canonicalText(): string;
}

/** One run of a sweep. */
export interface SweepRun {
  /** From 1, in the order of the results. */
  readonly number: number;
  readonly point: PointTexts;
  readonly seed: string;
  /** From 1. */
  readonly repeat: number;
}

/** The Cartesian product of axes, each point under each seed, repeated. It is counted, not listed. */
export class SweepPlan {
  readonly points: number;
  readonly runs: number;

  /** @param axes the slowest first; the seeds and then the repeats change fastest */
  constructor(
    readonly axes: readonly Axis[],
    readonly seeds: ValueList,
    readonly repeats: number,
  ) {
    this.points = axes.reduce((product, { count }) => product * count, 1);
    this.runs = this.points * seeds.count * repeats;
  }

  /** The options that differ between points. */
  keys(): string[] {
    return this.axes.flatMap(({ keys }) => keys);
  }

  /** How many settings each axis has, then seeds and repeats: `3x2x9x1`. */
  shape(): string {
    const counts = this.axes.map(({ count }) => count);
    return [...counts, this.seeds.count, this.repeats].join('x');
  }

  /** The point at an index from 0. */
  point(index: number): PointTexts {
    let rest = index;
    const settings = this.axes.toReversed().map((axis) => {
      const position = rest % axis.count;
      rest = Math.floor(rest / axis.count);
      return axis.at(position);
    });
    return Object.assign({}, ...settings.toReversed());
  }

  /** The run at an index from 0. */
  run(index: number): SweepRun {
    const perPoint = this.seeds.count * this.repeats;
    const within = index % perPoint;
    return {
      number: index + 1,
      point: this.point(Math.floor(index / perPoint)),
      seed: this.seeds.at(Math.floor(within / this.repeats)),
      repeat: (within % this.repeats) + 1,
    };
  }
}
