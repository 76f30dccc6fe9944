import type { LineShape } from '../../page/shapes.js';
import type { PlotSeries } from '../migration-chart.js';
import { quantities } from '../quantities.js';
import { indexBefore } from './page-run.js';
import type { Place } from './place.js';

export type LineStyle = Pick<LineShape, 'color' | 'widthPx' | 'opacity' | 'dash'> & {
  /** Whether the area below is tinted. */
  readonly isFilled: boolean;
};

/** What of a line is in sight; null if nothing is. */
export function lineShape(place: Place, line: PlotSeries, style: LineStyle): LineShape | null {
  const { quantity, seconds, values } = line;
  const { isStepped } = quantities[quantity];
  // One point more on either side, so that the line reaches the edges.
  const first = Math.max(0, indexBefore(seconds, place.from));
  const last = Math.min(seconds.length - 1, indexBefore(seconds, place.until) + 1);
  if (seconds.length === 0 || last < first) return null;
  // A logarithmic axis has no zero: what lies below the axis is drawn on it.
  const y = (at: number) => place.y(Math.max(values[at], place.lowest));
  const xs = [place.x(seconds[first])];
  const ys = [y(first)];
  for (let at = first + 1; at <= last; at++) {
    const x = place.x(seconds[at]);
    if (isStepped) {
      xs.push(x);
      ys.push(y(at - 1));
    }
    xs.push(x);
    ys.push(y(at));
  }
  const { isFilled, ...look } = style;
  return { kind: 'line', xs, ys, ...look, floor: isFilled ? place.y(place.lowest) : null };
}
