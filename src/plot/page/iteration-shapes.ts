import { type Shape, straightLine } from '../../page/shapes.js';
import type { Run } from './page-run.js';
import type { Place } from './place.js';

/** Closer than this, lines of iterations would be a grey area. */
const leastSpacingPx = 5;

/** Closer than this, stars would lie on each other. */
const starSpacingPx = 9;

const starRadiusPx = 4;

/** Between a plot and its first row of stars, which has a name beside it, as the axis has its zero. */
export const starStripTopPx = 7;

/** Height of a row of stars. */
export const starRowPx = 12;

/** Iterations that are drawn as one sign: a star, and a bar to the last of them where there are several. */
export interface StarGroup {
  readonly first: number;
  readonly last: number;
}

/**
 * Groups of places that are too close to each other for a star each.
 *
 * @param places ascending, CSS pixels
 */
export function starGroups(places: readonly number[]): StarGroup[] {
  const groups: { first: number; last: number }[] = [];
  for (const place of places) {
    const group = groups.at(-1);
    if (group !== undefined && place - group.first < starSpacingPx) group.last = place;
    else groups.push({ first: place, last: place });
  }
  return groups;
}

/**
 * Iterations of a run as stars in a row below the plot.
 *
 * @param row number of the row, from the plot downwards
 */
export function iterationStars(place: Place, run: Run, row: number, color: string): Shape[] {
  const y = starRowY(place, row);
  const places = run.progress
    .filter(({ seconds }) => seconds >= place.from && seconds <= place.until)
    .map(({ seconds }) => place.x(seconds));
  return starGroups(places).flatMap(({ first, last }): Shape[] => [
    { kind: 'star', x: first, y, radius: starRadiusPx, color },
    ...(last - first < 1
      ? []
      : [
          { kind: 'rect' as const, x: first, y: y - 1.25, width: last - first, height: 2.5, color },
        ]),
  ]);
}

/** The middle of a row of stars. */
export function starRowY({ box }: Place, row: number): number {
  return box.y + box.height + starStripTopPx + (row + 0.5) * starRowPx;
}

/** Iterations of one run as lines through the plot, where there is room between them. */
export function iterationLines(place: Place, { progress }: Run, ink: string): Shape[] {
  const { box, from, until } = place;
  const visible = progress.filter(({ seconds }) => seconds >= from && seconds <= until);
  if (visible.length * leastSpacingPx > box.width) return [];
  return visible.map(({ seconds }) => {
    const x = Math.round(place.x(seconds)) + 0.5;
    return straightLine([x, box.y], [x, box.y + box.height], ink, [2, 3]);
  });
}
