import { shortNumber } from '../../documents/chart-number.js';
import { element } from '../../page/element.js';
import { type CellPlace, completedText, type HeatView } from './heat-view.js';
import { commandOf } from './run-command.js';

/** What is under the pointer or has the focus: the spread of a cell, and how its first run is made. */
export class CellTooltip {
  private readonly box = element('div', { class: 'tooltip', role: 'status', hidden: '' });

  constructor(private readonly view: HeatView) {
    document.body.append(this.box);
  }

  hide(): void {
    this.box.hidden = true;
  }

  show(place: CellPlace, target: HTMLElement): void {
    const { view } = this;
    const cell = view.cellAt(place);
    if (cell === null) return;
    const command = cell.shown.length === 0 ? null : commandOf(view.data, cell.shown[0]);
    this.box.replaceChildren(
      element('b', {}, [view.placeText(place)]),
      element('span', {}, [spreadText(view, place)]),
      element('span', { class: 'soft' }, [completedText(cell)]),
      command === null ? '' : element('code', {}, [command]),
    );
    this.box.hidden = false;
    const { left, top, bottom } = target.getBoundingClientRect();
    const { width, height } = this.box.getBoundingClientRect();
    const x = Math.max(8, Math.min(left, innerWidth - width - 8));
    const y = bottom + 8 + height > innerHeight ? Math.max(8, top - height - 8) : bottom + 8;
    this.box.style.transform = `translate(${x}px, ${y}px)`;
  }
}

function spreadText(view: HeatView, place: CellPlace): string {
  const { name, unit } = view.metric;
  const figure = view.cellAt(place)?.figures[view.metricNumber] ?? null;
  if (figure === null) return `${name}: none`;
  const [median, least, most] = figure;
  const value = `${name} ${shortNumber(median)} ${unit}`.trim();
  return least === most ? value : `${value}, ${shortNumber(least)} to ${shortNumber(most)}`;
}
