import type uPlot from 'uplot';
import { withinPlot } from './draw-lines.js';
import type { Run } from './page-run.js';

/** Closer than this, lines of iterations would be a grey area. */
const leastSpacingPx = 5;

/** Iterations as stars on the floor of the plot, as guestperf-plot draws them. */
export function drawIterationStars(chart: uPlot, { progress }: Run, ink: string): void {
  const { left, top, width, height } = chart.bbox;
  const size = 3.5 * devicePixelRatio;
  withinPlot(chart, (ctx) => {
    ctx.fillStyle = ink;
    for (const { seconds } of progress) {
      const x = chart.valToPos(seconds, 'x', true);
      if (x < left - size || x > left + width + size) continue;
      ctx.fill(star(x, top + height - size, size));
    }
  });
}

/** Iterations of one run as lines through the plot, where there is room between them. */
export function drawIterationLines(chart: uPlot, { progress }: Run, ink: string): void {
  const { bbox, scales } = chart;
  const { min = 0, max = 1 } = scales['x'];
  const visible = progress.filter(({ seconds }) => seconds >= min && seconds <= max);
  const ratio = devicePixelRatio;
  if (visible.length * leastSpacingPx * ratio > bbox.width) return;
  withinPlot(chart, (ctx) => {
    ctx.strokeStyle = ink;
    ctx.lineWidth = ratio;
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    ctx.beginPath();
    for (const { seconds } of visible) {
      const x = Math.round(chart.valToPos(seconds, 'x', true)) + 0.5;
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
    }
    ctx.stroke();
  });
}

interface StatusLabels {
  readonly ink: string;
  /** The line of text, from the top, that these labels stand on. */
  readonly row: number;
  /** Whether there is room for names, or for ticks only. */
  readonly hasText: boolean;
  /** Whether the first status is labelled too, which is the same for all runs. */
  readonly hasActive: boolean;
}

/** Height of a line of status labels. */
export const statusRowPx = 15;

/** The first moment of each status, by name. */
export function drawStatusLabels(chart: uPlot, { progress }: Run, labels: StatusLabels) {
  const { bbox } = chart;
  const ratio = devicePixelRatio;
  const seen = new Set(['setup', ...(labels.hasActive ? [] : ['active'])]);
  let row = labels.row;
  let end = -Infinity;
  withinPlot(chart, (ctx) => {
    ctx.fillStyle = labels.ink;
    ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
    ctx.textBaseline = 'top';
    ctx.textAlign = 'left';
    for (const { seconds, status } of progress) {
      if (seen.has(status)) continue;
      seen.add(status);
      const x = chart.valToPos(seconds, 'x', true);
      if (x < bbox.left - ratio || x > bbox.left + bbox.width + ratio) continue;
      const width = ctx.measureText(status).width;
      const gap = 4 * ratio;
      const isRight = x + gap + width < bbox.left + bbox.width;
      const left = isRight ? x + gap : x - gap - width;
      if (labels.hasText && left < end) row++;
      end = left + width + gap;
      const y = bbox.top + (4 + row * statusRowPx) * ratio;
      ctx.fillRect(x - ratio, y - ratio, 2 * ratio, 13 * ratio);
      if (labels.hasText) ctx.fillText(status, left, y);
    }
  });
}

function star(x: number, y: number, radius: number): Path2D {
  const path = new Path2D();
  for (let corner = 0; corner < 10; corner++) {
    const angle = (corner * Math.PI) / 5 - Math.PI / 2;
    const reach = corner % 2 === 0 ? radius : radius * 0.45;
    path.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
  }
  path.closePath();
  return path;
}
