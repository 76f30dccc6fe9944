import { textWidth } from '../../page/canvas.js';
import {
  moved,
  type Picture,
  type Shape,
  straightLine,
  type TextShape,
  wrappedLines,
} from '../../page/shapes.js';
import { color } from '../../page/theme.js';
import { axisFontPx } from './chart-options.js';
import type { Run } from './page-run.js';
import type { Panel } from './panel.js';
import type { LineKind } from './panel-kinds.js';
import { placeIn } from './chart-place.js';
import type { Plot } from './plot.js';
import { plotShapes, starKeyText } from './plot-shapes.js';
import { runColorName, runDash, runLetter } from './run-style.js';

const marginPx = 16;
const captionPx = 20;

/** A panel as it is shown, with what one has to know of it: title, unit, conditions, runs. */
export function panelPicture(panel: Panel): Picture {
  const { events, kind, plots, unit, view } = panel;
  const ink = { color: color('--ink'), weight: 400, anchor: 'start' } as const;
  const soft = { ...ink, color: color('--ink-soft'), sizePx: 12 };
  const chartWidth = plots[0].chart.width;
  const { columns } = panel;
  const width = columns * chartWidth + (columns - 1) * panel.gapPx + 2 * marginPx;
  const inner = width - 2 * marginPx;
  const shapes: Shape[] = [];
  let y = marginPx + 8;
  const line = (text: Omit<TextShape, 'kind' | 'x' | 'y'>, height: number) => {
    shapes.push({ kind: 'text', x: marginPx, y, ...text });
    y += height;
  };
  line({ ...ink, text: `${kind.title}, ${unit}`, sizePx: 16, weight: 600 }, 20);
  for (const text of wrappedLines(
    [events.title, events.conditions].join('. '),
    inner,
    smallWidth,
  )) {
    line({ ...soft, text }, 16);
  }
  const kinds = panel.form.kinds.filter(({ isShown }) => isShown);
  if (kinds.length > 1) line({ ...soft, text: kinds.map(kindText).join(', ') }, 16);
  y += 4;
  if (!view.isApart && view.shown.length > 1) {
    const legend = legendShapes(view.shown, inner);
    shapes.push(...moved(legend.shapes, marginPx, y));
    y += legend.height;
  }
  const cell = plots[0].chart.height + (view.isApart ? captionPx : 0) + 8;
  for (const [at, plot] of plots.entries()) {
    const left = marginPx + (at % columns) * (chartWidth + panel.gapPx);
    const top = y + Math.floor(at / columns) * cell;
    if (view.isApart) shapes.push(...moved(runNameShapes(plot.front[0]), left, top + 8));
    const shift = view.isApart ? captionPx : 0;
    shapes.push(...moved([...axisShapes(plot), ...plotShapes(plot)], left, top + shift));
  }
  y += Math.ceil(plots.length / columns) * cell + 4;
  if (kind.hasStatuses) {
    line({ ...soft, text: starKeyText(plots[0].front.length) }, 16);
  }
  const height = Math.ceil(y + marginPx / 2);
  const paper: Shape = { kind: 'rect', x: 0, y: 0, width, height, color: color('--card') };
  return { width, height, shapes: [paper, ...shapes] };
}

/** What the lines of a kind are, and how they are drawn where not solid. */
function kindText({ label, isDotted, isThread }: LineKind): string {
  return isDotted ? `${label} dotted` : isThread ? `${label} thin` : label;
}

/** The grid of a chart and what stands at it. */
function axisShapes({ chart, ticks }: Plot): Shape[] {
  const place = placeIn(chart);
  const { x, y, width, height } = place.box;
  const grid = color('--grid');
  const soft = { color: color('--ink-soft'), sizePx: axisFontPx, weight: 400 } as const;
  const bottom = chart.height - axisFontPx / 2 - 4;
  return [
    ...ticks.x.flatMap(({ value, text }): Shape[] => {
      const at = place.x(value);
      const label = { kind: 'text', x: at, y: bottom, text, ...soft, anchor: 'middle' } as const;
      return [straightLine([at, y], [at, y + height], grid), label];
    }),
    ...ticks.y.flatMap(({ value, text }): Shape[] => {
      if (text === '') return [];
      const at = place.y(value);
      const label = { kind: 'text', x: x - 9, y: at, text, ...soft, anchor: 'end' } as const;
      return [straightLine([x, at], [x + width, at], grid), label];
    }),
  ];
}

/** The signs and names of runs, in as many rows as they need. */
function legendShapes(runs: readonly Run[], width: number) {
  const shapes: Shape[] = [];
  let x = 0;
  let y = 8;
  for (const run of runs) {
    const room = 54 + textWidth(run.label, 12);
    if (x > 0 && x + room > width) {
      x = 0;
      y += captionPx;
    }
    shapes.push(...moved(runNameShapes(run), x, y));
    x += room;
  }
  return { shapes, height: y + captionPx };
}

function runNameShapes(run: Run): Shape[] {
  const ink = { color: color('--ink'), sizePx: 12, anchor: 'start' } as const;
  const sample = { color: color(runColorName(run)), widthPx: 2.5, opacity: 1, dash: runDash(run) };
  return [
    { kind: 'line', xs: [0, 26], ys: [0, 0], ...sample, floor: null },
    { kind: 'text', x: 32, y: 0, text: runLetter(run), weight: 600, ...ink },
    {
      kind: 'text',
      x: 38 + textWidth(runLetter(run), 12, 600),
      y: 0,
      text: run.label,
      weight: 400,
      ...ink,
    },
  ];
}

function smallWidth(text: string): number {
  return textWidth(text, 12);
}
