import { textWidth } from '../../page/canvas.js';
import { labelPlaces } from '../../page/label-places.js';
import type { Box, LineShape, Shape } from '../../page/shapes.js';
import type { Place } from './place.js';

/** A line and the letter that stands at its end. */
export interface LetteredLine {
  readonly line: LineShape;
  readonly letter: string;
}

const sizePx = 11;
const heightPx = 14;
/** The patch of the line's colour before the letter. */
const patchPx = 4;

/** Letters at the ends of lines, so that colour is not the only sign; none lies on another. */
export function endLabels(
  { box }: Place,
  lines: readonly LetteredLine[],
  colors: { readonly ink: string; readonly card: string },
  taken: readonly Box[],
): Shape[] {
  const wanted = lines.map(({ line, letter }, key) => {
    const { x, y } = endWithin(line, box);
    const width = patchPx + 6 + textWidth(letter, sizePx, 600);
    return { key, x: x + 3, y: y - heightPx / 2, width, height: heightPx };
  });
  return labelPlaces(wanted, box, taken).flatMap(({ key, ...place }): Shape[] => {
    const { line, letter } = lines[key];
    const { x, y, height } = place;
    const look = { color: colors.ink, sizePx, weight: 600, anchor: 'start' } as const;
    return [
      { kind: 'rect', ...place, color: colors.card, radius: 3 },
      { kind: 'rect', x: x + 1, y: y + 2, width: patchPx, height: height - 4, color: line.color },
      { kind: 'text', x: x + patchPx + 4, y: y + height / 2, text: letter, ...look },
    ];
  });
}

/** The last point of a line that is in sight. */
function endWithin({ xs, ys }: LineShape, box: Box): { readonly x: number; readonly y: number } {
  const right = box.x + box.width;
  const last = Math.max(
    0,
    xs.findLastIndex((x) => x <= right),
  );
  const y = Math.max(box.y, Math.min(box.y + box.height, ys[last]));
  return { x: Math.max(box.x, Math.min(right, xs[last])), y };
}
