import type uPlot from 'uplot';
import type { PlotSeries } from '../migration-chart.js';
import { quantities } from '../quantities.js';
import { indexBefore } from './page-run.js';

export interface LineStyle {
  readonly color: string;
  readonly widthPx: number;
  readonly opacity: number;
  readonly dash: readonly number[];
  /** Whether the area below is tinted. */
  readonly isFilled: boolean;
}

/**
 * Draws a line into a chart's plotting area. uPlot's own series share one list of times; the runs
 * here have hundreds of thousands of different ones, so that each line is drawn from its own.
 */
export function drawLine(chart: uPlot, line: PlotSeries, style: LineStyle): void {
  const path = linePath(chart, line);
  if (path === null) return;
  withinPlot(chart, (ctx) => {
    if (style.isFilled) {
      const area = new Path2D(path.line);
      const floor = chart.valToPos(chart.scales['y'].min ?? 0, 'y', true);
      area.lineTo(path.lastX, floor);
      area.lineTo(path.firstX, floor);
      ctx.globalAlpha = 0.13;
      ctx.fillStyle = style.color;
      // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas, not an array
      ctx.fill(area);
    }
    ctx.globalAlpha = style.opacity;
    ctx.strokeStyle = style.color;
    ctx.lineWidth = style.widthPx * devicePixelRatio;
    ctx.lineJoin = 'round';
    ctx.setLineDash(style.dash.map((length) => length * devicePixelRatio));
    ctx.stroke(path.line);
  });
}

/** Draws something that does not leave the plotting area, nor its style to what comes after. */
export function withinPlot(chart: uPlot, draw: (ctx: CanvasRenderingContext2D) => void): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx);
  ctx.restore();
}

function linePath(chart: uPlot, { quantity, seconds, values }: PlotSeries) {
  const { isStepped } = quantities[quantity];
  const { min = 0, max = 1 } = chart.scales['x'];
  // One point more on either side, so that the line reaches the edges.
  const first = Math.max(0, indexBefore(seconds, min));
  const last = Math.min(seconds.length - 1, indexBefore(seconds, max) + 1);
  if (seconds.length === 0 || last < first) return null;
  const x = (at: number) => chart.valToPos(seconds[at], 'x', true);
  // A logarithmic axis has no zero: what lies below the axis is drawn on it.
  const floor = chart.scales['y'].min ?? 0;
  const y = (at: number) => chart.valToPos(Math.max(values[at], floor), 'y', true);
  const line = new Path2D();
  const firstX = x(first);
  line.moveTo(firstX, y(first));
  let lastX = firstX;
  for (let at = first + 1; at <= last; at++) {
    lastX = x(at);
    if (isStepped) line.lineTo(lastX, y(at - 1));
    line.lineTo(lastX, y(at));
  }
  return { line, firstX, lastX };
}
