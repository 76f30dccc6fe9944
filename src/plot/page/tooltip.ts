import { element } from './element.js';
import { shortNumber, withSeparators } from '../number-format.js';
import { type Line, markBefore, type Run, valueAt } from './page-run.js';
import type { Panel } from './panel.js';
import type { LineKind } from './panel-kinds.js';
import { color, runColorName } from './theme.js';
import { shiftOf, shownRuns, type View } from './view.js';

/**
 * What is under the pointer: of each run the labels that guestperf-plot shows (status, iteration,
 * throttle, dirty rate) and the values of the panel's lines.
 */
export class Tooltip {
  private readonly box = element('div', { class: 'tooltip', role: 'status', hidden: '' });

  constructor(
    private readonly runs: readonly Run[],
    private readonly view: View,
  ) {
    document.body.append(this.box);
  }

  hide(): void {
    this.box.hidden = true;
  }

  show(panel: Panel, left: number): void {
    const second = panel.chart.posToVal(left, 'x');
    this.box.replaceChildren(
      element('time', {}, [`${withSeparators(Math.round(second * 100) / 100)} s`]),
      ...shownRuns(this.runs, this.view).map((run) => this.runBlock(panel, run, second)),
    );
    this.box.hidden = false;
    const plot = panel.chart.over.getBoundingClientRect();
    const { width, height } = this.box.getBoundingClientRect();
    const gap = 14;
    const isRight = plot.left + left + gap + width < innerWidth - 8;
    const x = isRight ? plot.left + left + gap : plot.left + left - gap - width;
    const y = Math.max(8, Math.min(plot.top + 6, innerHeight - height - 8));
    this.box.style.transform = `translate(${Math.max(8, x)}px, ${y}px)`;
  }

  private runBlock(panel: Panel, run: Run, second: number): HTMLElement {
    const own = second - shiftOf(run, this.view);
    const { status, iteration } = markBefore(run, own);
    const swatch = element('i', { class: 'swatch' });
    swatch.style.background = color(runColorName(run.number));
    const isEnded = endedStatuses.includes(status);
    const values = valueRows(panel, run, own);
    const label = `Status ${status}, iteration ${iteration}`;
    return element('div', { class: 'run' }, [
      element('b', {}, [
        swatch,
        run.label,
        isEnded ? element('small', {}, [` ${label.toLowerCase()}`]) : null,
      ]),
      isEnded ? null : element('span', {}, [`${label}, ${speedText(run, own)}`]),
      ...values,
    ]);
  }
}

/** After these there is nothing to throttle any more. */
const endedStatuses = ['completed', 'cancelled', 'failed'];

function speedText(run: Run, second: number): string {
  const throttle = shortNumber(labelValue(run, 'throttle', second));
  const dirtyRate = shortNumber(labelValue(run, 'dirtyRate', second));
  return `throttle ${throttle} %, dirty rate ${dirtyRate} MiB/s`;
}

function labelValue(run: Run, quantity: Line['quantity'], second: number): number {
  const line = run.lines.find((candidate) => candidate.quantity === quantity);
  return (line && valueAt(line, second, true)) ?? 0;
}

function valueRows(panel: Panel, run: Run, second: number): HTMLElement[] {
  const values = new Map<LineKind, number[]>();
  for (const { line, kind } of panel.linesOf(run)) {
    const value = valueAt(line, second, kind.isStepped);
    if (value !== null) values.set(kind, [...(values.get(kind) ?? []), value]);
  }
  return [...values].map(([{ label }, list]) => {
    const low = shortNumber(Math.min(...list));
    const high = shortNumber(Math.max(...list));
    const text = low === high ? low : `${low} to ${high}`;
    return element('span', { class: 'value' }, [`${label}: ${text} ${panel.unit}`]);
  });
}
