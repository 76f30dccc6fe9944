import type { Shape } from '../../page/shapes.js';
import { color } from '../../page/theme.js';
import { endLabels, type LetteredLine } from './end-labels.js';
import {
  iterationLines,
  iterationStars,
  starRowPx,
  starRowY,
  starStripTopPx,
} from './iteration-shapes.js';
import { lineShape } from './line-shapes.js';
import type { Run } from './page-run.js';
import type { Plot } from './plot.js';
import { placeIn } from './chart-place.js';
import type { Place } from './place.js';
import { runColorName, runDash, runLetter } from './run-style.js';
import { statusLabels } from './status-labels.js';

/** Of more runs than this, names of statuses and rows of stars would cover the lines. */
const mostRows = 3;

/** Rows of text that the names of statuses take; a run alone has a second one for what is close. */
export function statusRowCount(runs: number): number {
  if (runs === 1) return 2;
  return runs <= mostRows ? runs : 1;
}

/** Room for stars below a plot of so many runs, px. */
export function starStripPx(runs: number): number {
  return (runs <= mostRows ? runs : 1) * starRowPx + starStripTopPx;
}

/** What the stars of iterations mean in a plot of so many runs. */
export function starKeyText(runs: number): string {
  const whose = runs <= mostRows ? '' : ', of the run that is pointed at in the legend';
  return `★ a new iteration${whose}; ★▬ several, closer than a star is wide`;
}

/** Everything in a plot but its axes: lines, and what marks iterations and statuses. */
export function plotShapes(plot: Plot): Shape[] {
  const { front, behind, panel } = plot;
  const { kind, view } = panel;
  const place = placeIn(plot.chart);
  const { focus } = view;
  const alone = focus ?? (front.length === 1 ? front[0].number : null);
  const marked = kind.hasMarks ? front.filter(({ number }) => number === alone) : [];
  const own = front.flatMap((run) => linesOf(plot, run, place));
  const statuses = kind.hasStatuses ? statusesOf(plot, place) : [];
  const ends = front.length === 1 ? [] : own.filter(({ isThread }) => !isThread);
  const colors = { ink: color('--ink'), card: color('--card') };
  const inside = [
    ...behind.flatMap((run) => shadowsOf(plot, run, place)),
    ...marked.flatMap((run) => iterationLines(place, run, color('--iteration'))),
    ...own.map(({ line }) => line),
    ...statuses.flatMap(({ shapes }) => shapes),
  ];
  const taken = statuses.flatMap((labels) => labels.taken);
  return [
    { kind: 'clipped', box: place.box, shapes: inside },
    ...endLabels(place, ends, colors, taken),
    ...(kind.hasStatuses ? starsOf(plot, place) : []),
  ];
}

interface OwnLine extends LetteredLine {
  readonly isThread: boolean;
}

function linesOf({ panel, front }: Plot, run: Run, place: Place): OwnLine[] {
  const { focus } = panel.view;
  const isBack = focus !== null && focus !== run.number;
  const isOnly = front.length === 1;
  return panel.linesOf(run).flatMap(({ line, kind }) => {
    const isThread = line.thread !== null;
    const shape = lineShape(place, line, {
      color: color(runColorName(run)),
      widthPx: isThread ? 0.9 : 1.8,
      opacity: (isThread ? 0.45 : 1) * (isBack ? 0.15 : 1),
      dash: kind.isDotted ? [1.5, 2.5] : isOnly ? [] : runDash(run),
      isFilled: isOnly && !isThread && !kind.isDotted,
    });
    return shape === null ? [] : [{ line: shape, letter: runLetter(run), isThread }];
  });
}

/** The lines of the other runs of a plot that one has for itself. */
function shadowsOf({ panel }: Plot, run: Run, place: Place): Shape[] {
  const look = { color: color('--shadow'), widthPx: 1, opacity: 1, dash: [], isFilled: false };
  return panel
    .linesOf(run)
    .filter(({ line }) => line.thread === null)
    .flatMap(({ line }) => lineShape(place, line, look) ?? []);
}

function statusesOf({ front, panel }: Plot, place: Place) {
  const hasRows = front.length <= mostRows;
  return front.map((run, row) =>
    statusLabels(place, run, {
      ink: color('--ink'),
      color: color(runColorName(run)),
      row: hasRows ? row : 0,
      hasText: hasRows || run.number === panel.view.focus,
      hasActive: front.length === 1,
    }),
  );
}

/** A row of stars for each run; of many runs one row, for the run that is pointed at. */
function starsOf({ front, panel }: Plot, place: Place): Shape[] {
  const { focus } = panel.view;
  const runs = front.length <= mostRows ? front : front.filter(({ number }) => number === focus);
  return runs.flatMap((run, row): Shape[] => {
    const stars = iterationStars(place, run, row, color(runColorName(run)));
    if (front.length === 1) return stars;
    const look = { color: color('--ink-soft'), sizePx: 10, weight: 600, anchor: 'end' } as const;
    const at = { x: place.box.x - 6, y: starRowY(place, row) };
    return [...stars, { kind: 'text', ...at, text: runLetter(run), ...look }];
  });
}
