import { createHash } from 'node:crypto';
import type { ValueList } from './value-list.js';

/** What a point sets, by setting, in the order of the help; null where it leaves the default. */
export type PointTexts = Readonly<Record<string, string | null>>;

/** Settings that take turns: the values of one, or the rows of a matrix. */
export interface Axis {
  /** The settings that it sets. */
  readonly keys: readonly string[];
  readonly count: number;
  /** What it sets at an index from 0. */
  at(index: number): PointTexts;
  /** The indices at which it may name files. */
  writtenOut(): readonly number[];
  /** All that it sets, for telling sweeps apart. */
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
  /** How many settings each axis has, then seeds and repeats: `3x2x9x1`. */
  readonly shape: string;
  private last: { readonly index: number; readonly point: PointTexts } | null = null;

  /** @param axes the slowest first; the seeds and then the repeats change fastest */
  constructor(
    readonly axes: readonly Axis[],
    readonly seeds: ValueList,
    readonly repeats: number,
  ) {
    const counts = axes.map(({ count }) => count);
    this.points = counts.reduce((product, count) => product * count, 1);
    this.runs = this.points * seeds.count * repeats;
    this.shape = [...counts, seeds.count, repeats].join('x');
  }

  /** The settings that differ between points. */
  keys(): string[] {
    return this.axes.flatMap(({ keys }) => keys);
  }

  /** The point at an index from 0; the same object for runs of the same point that follow each other. */
  point(index: number): PointTexts {
    if (this.last?.index === index) return this.last.point;
    let rest = index;
    const settings = this.axes.toReversed().map((axis) => {
      const position = rest % axis.count;
      rest = Math.floor(rest / axis.count);
      return axis.at(position);
    });
    const point = Object.assign({}, ...settings.toReversed()) as PointTexts;
    this.last = { index, point };
    return point;
  }

  /** The index of the point of a run. */
  pointOf({ number }: SweepRun): number {
    return Math.floor((number - 1) / (this.seeds.count * this.repeats));
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

/** A number that depends on what a run is: its point, seed and repeat, not its place in the sweep. */
export function runHash({ point, repeat, seed }: SweepRun): number {
  const canonical = JSON.stringify([Object.entries(point), seed, repeat]);
  return createHash('sha256').update(canonical).digest().readUIntBE(0, 6);
}
