import type { SweepPlace } from '../results/sweep-place.js';

/**
 * Names the runs of a sweep, those that are missing as well: the settings of a run are those of runs
 * that have the same place on an axis.
 */
export class RunNames {
  /** By axis, then by the place on it. */
  private readonly settings: Map<number, string>[] = [];

  learn(place: SweepPlace, seed: string, repeat: string): void {
    const places = placesOf(place.run, place.shape);
    for (const [axis, text] of axisTexts(place, seed, repeat).entries()) {
      this.settings[axis] ??= new Map();
      this.settings[axis].set(places[axis], text);
    }
  }

  /** "run 17 (stress-mem 3000, mode v2, seed 1, repeat 1)". */
  name(run: number, shape: string): string {
    const texts = placesOf(run, shape).map((position, axis) => {
      const known = this.settings[axis];
      return known?.get(position) ?? unknownText(known);
    });
    return `run ${run} (${texts.join(', ')})`;
  }
}

/** "seed ?" where other seeds are known. */
function unknownText(known: ReadonlyMap<number, string> | undefined): string {
  const [example = ''] = known?.values() ?? [];
  return `${example.split(' ')[0]} ?`.trim();
}

/** The place of a run on each axis, from 0. */
function placesOf(run: number, shape: string): number[] {
  let rest = run - 1;
  const counts = shape.split('x').map(Number);
  const places = counts.toReversed().map((count) => {
    const position = rest % count;
    rest = Math.floor(rest / count);
    return position;
  });
  return places.toReversed();
}

/** What each axis sets in a run: the first several options if it is a matrix, the others one each. */
function axisTexts({ point, shape }: SweepPlace, seed: string, repeat: string): string[] {
  const settings = Object.entries(point).map(
    ([key, value]) => `${key.replaceAll('_', '-')} ${value ?? '(default)'}`,
  );
  const axes = shape.split('x').length - 2;
  const inMatrix = settings.length - axes + 1;
  const first = settings.slice(0, inMatrix).join(', ');
  const points = axes === 0 ? [] : [first, ...settings.slice(inMatrix)];
  return [...points, `seed ${seed}`, `repeat ${repeat}`];
}
