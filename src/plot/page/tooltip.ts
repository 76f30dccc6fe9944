import { shortNumber, withSeparators } from '../../documents/chart-number.js';
import type { Quantity } from '../quantities.js';
import { element } from '../../page/element.js';
import { markBefore, type Run, valueAt } from './page-run.js';
import type { LineKind } from './panel-kinds.js';
import type { Panel } from './panel.js';
import type { Plot } from './plot.js';
import { runSign } from './run-sign.js';

/** After these there is nothing to throttle any more. */
const endedStatuses = ['completed', 'cancelled', 'failed'];

/** More runs than this do not fit beside a chart. */
const mostShown = 8;

/**
 * What is under the pointer: of each run the labels that guestperf-plot shows (status, iteration,
 * throttle, dirty rate) and the values of the panel's lines.
 */
export class Tooltip {
  private readonly box = element('div', { class: 'tooltip', role: 'status', hidden: '' });

  constructor() {
    document.body.append(this.box);
  }

  hide(): void {
    this.box.hidden = true;
  }

  show({ chart, front, panel }: Plot, left: number): void {
    const second = chart.posToVal(left, 'x');
    this.box.replaceChildren(
      element('time', {}, [`${withSeparators(Math.round(second * 100) / 100)} s`]),
      ...front.slice(0, mostShown).map((run) => runBlock(panel, run, second)),
      front.length > mostShown ? `and ${front.length - mostShown} more` : '',
    );
    this.box.hidden = false;
    const plot = chart.over.getBoundingClientRect();
    const { width, height } = this.box.getBoundingClientRect();
    const gap = 14;
    const isRight = plot.left + left + gap + width < innerWidth - 8;
    const x = isRight ? plot.left + left + gap : plot.left + left - gap - width;
    const y = Math.max(8, Math.min(plot.top + 6, innerHeight - height - 8));
    this.box.style.transform = `translate(${Math.max(8, x)}px, ${y}px)`;
  }
}

function runBlock(panel: Panel, run: Run, second: number): HTMLElement {
  const { status, iteration } = markBefore(run, second);
  const isEnded = endedStatuses.includes(status);
  const label = `Status ${status}, iteration ${iteration}`;
  const ending = isEnded ? element('small', {}, [` ${label.toLowerCase()}`]) : null;
  return element('div', { class: 'run' }, [
    element('b', {}, [runSign(run), run.label, ending]),
    isEnded ? null : element('span', {}, [`${label}, ${speedText(run, second)}`]),
    ...valueRows(panel, run, second),
  ]);
}

function speedText({ series }: Run, second: number): string {
  const valueText = (quantity: Quantity) => {
    const line = series.find((candidate) => candidate.quantity === quantity);
    return shortNumber((line && valueAt(line, second)) ?? 0);
  };
  return `throttle ${valueText('throttle')} %, dirty rate ${valueText('dirtyRate')} MiB/s`;
}

function valueRows(panel: Panel, run: Run, second: number): HTMLElement[] {
  const values = new Map<LineKind, number[]>();
  for (const { line, kind } of panel.linesOf(run)) {
    const value = valueAt(line, second);
    if (value !== null) values.set(kind, [...(values.get(kind) ?? []), value]);
  }
  return [...values].map(([{ label }, list]) => {
    const low = shortNumber(Math.min(...list));
    const high = shortNumber(Math.max(...list));
    const text = low === high ? low : `${low} to ${high}`;
    return element('span', { class: 'value' }, [`${label}: ${text} ${panel.unit}`]);
  });
}
