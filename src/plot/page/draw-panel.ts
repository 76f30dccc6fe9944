import { drawLine } from './draw-lines.js';
import { drawIterationLines, drawIterationStars, drawStatusLabels } from './draw-marks.js';
import type { Run } from './page-run.js';
import type { Panel } from './panel.js';
import { color, runColorName, runColors } from './theme.js';

/** Of more runs than this, names of statuses would cover the lines. */
const mostStatusRows = 3;

/** Lines of text that the names of statuses take; a run alone has a second one for what is close. */
export function statusRowCount(shownRunCount: number): number {
  if (shownRunCount === 1) return 2;
  return shownRunCount <= mostStatusRows ? shownRunCount : 1;
}

/** Draws the lines of the runs that are shown, and what marks their iterations. */
export function drawPanel(panel: Panel): void {
  const { chart, kind, view } = panel;
  const { shown } = view;
  const isOnly = shown.length === 1;
  const alone = view.focus ?? (isOnly ? shown[0].number : null);
  for (const run of shown) {
    if (!kind.hasMarks || run.number !== alone) continue;
    drawIterationLines(chart, run, color('--iteration'));
  }
  for (const run of shown) drawRun(panel, run, isOnly);
  if (!kind.hasStatuses) return;
  const hasRows = shown.length <= mostStatusRows;
  for (const [row, run] of shown.entries()) {
    const ink = color(runColorName(run));
    drawIterationStars(chart, run, ink);
    drawStatusLabels(chart, run, {
      ink,
      row: hasRows ? row : 0,
      hasText: hasRows || run.number === view.focus,
      hasActive: isOnly,
    });
  }
}

function drawRun(panel: Panel, run: Run, isOnly: boolean): void {
  const { focus } = panel.view;
  const isBack = focus !== null && focus !== run.number;
  for (const { line, kind } of panel.linesOf(run)) {
    const isThread = line.thread !== null;
    drawLine(panel.chart, line, {
      color: color(runColorName(run)),
      widthPx: isThread ? 0.9 : 1.8,
      opacity: (isThread ? 0.45 : 1) * (isBack ? 0.15 : 1),
      dash: kind.isDashed ? [5, 3] : run.number >= runColors ? [9, 2] : [],
      isFilled: isOnly && !isThread && !kind.isDashed,
    });
  }
}
