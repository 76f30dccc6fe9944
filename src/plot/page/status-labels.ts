import { textWidth } from '../../page/canvas.js';
import type { Box, Shape } from '../../page/shapes.js';
import type { Run } from './page-run.js';
import type { Place } from './place.js';

/** Height of a row of status labels. */
export const statusRowPx = 15;

const sizePx = 11;
const gapPx = 4;

export interface StatusLabels {
  readonly ink: string;
  /** The colour of the ticks, which is that of the run. */
  readonly color: string;
  /** The row, from the top, that these labels stand in. */
  readonly row: number;
  /** Whether there is room for names, or for ticks only. */
  readonly hasText: boolean;
  /** Whether the first status is labelled too, which is the same for all runs. */
  readonly hasActive: boolean;
}

/** The first moment of each status of a run: a tick, and its name beside it. */
export function statusLabels(place: Place, { progress }: Run, labels: StatusLabels) {
  const { box } = place;
  const right = box.x + box.width;
  const seen = new Set(['setup', ...(labels.hasActive ? [] : ['active'])]);
  const shapes: Shape[] = [];
  const taken: Box[] = [];
  let { row } = labels;
  let end = -Infinity;
  for (const { seconds, status } of progress) {
    if (seen.has(status)) continue;
    seen.add(status);
    const x = place.x(seconds);
    if (x < box.x - 1 || x > right + 1) continue;
    const width = textWidth(status, sizePx, 600);
    const left = x + gapPx + width < right ? x + gapPx : x - gapPx - width;
    if (labels.hasText && left < end) row++;
    end = left + width + gapPx;
    const y = box.y + 4 + row * statusRowPx;
    shapes.push({ kind: 'rect', x: x - 1, y: y - 1, width: 2, height: 13, color: labels.color });
    if (!labels.hasText) continue;
    const look = { color: labels.ink, sizePx, weight: 600, anchor: 'start' } as const;
    shapes.push({ kind: 'text', x: left, y: y + 6, text: status, ...look });
    taken.push({ x: left, y: y - 1, width, height: 14 });
  }
  return { shapes, taken };
}
