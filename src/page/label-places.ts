import type { Box } from './shapes.js';

/** Where a label wants to stand. */
export interface WantedLabel extends Box {
  readonly key: number;
}

/**
 * Places for labels such that none lies on another, nor leaves the bounds: each where it wants to be or as
 * near above or below that as there is room, else to the left of it. A label for which there is none is left out.
 *
 * @param taken where labels stand already
 */
export function labelPlaces(
  wanted: readonly WantedLabel[],
  bounds: Box,
  taken: readonly Box[] = [],
): WantedLabel[] {
  const placed: Box[] = [...taken];
  const found: WantedLabel[] = [];
  for (const label of wanted) {
    const place = freePlace(label, bounds, placed);
    if (place === null) continue;
    placed.push(place);
    found.push({ ...place, key: label.key });
  }
  return found;
}

function freePlace(wanted: Box, bounds: Box, placed: readonly Box[]): Box | null {
  for (const box of candidates(wanted, bounds)) {
    if (placed.every((other) => !meet(box, other))) return box;
  }
  return null;
}

function* candidates({ x, y, width, height }: Box, bounds: Box): Generator<Box> {
  const right = bounds.x + bounds.width - width;
  const bottom = bounds.y + bounds.height - height;
  const steps = Math.ceil(bounds.height / height);
  for (let left = Math.min(x, right); left >= bounds.x; left -= width) {
    for (let step = 0; step <= steps; step++) {
      for (const place of step === 0 ? [y] : [y - step * height, y + step * height]) {
        const clamped = Math.max(bounds.y, Math.min(bottom, place));
        yield { x: left, y: clamped, width, height };
      }
    }
  }
}

/** Whether two boxes have a part in common. */
export function meet(a: Box, b: Box): boolean {
  const isApart =
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
  return !isApart;
}
