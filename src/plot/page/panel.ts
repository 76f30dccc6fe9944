import { shortNumber } from '../../documents/chart-number.js';
import { element, panelSection } from '../../page/element.js';
import { saveMenu } from '../../page/save-menu.js';
import type { PlotSeries } from '../migration-chart.js';
import { axisData } from './chart-options.js';
import { type Run, valuesWithin } from './page-run.js';
import { panelControls } from './panel-controls.js';
import { panelGrid } from './panel-grid.js';
import type { LineKind, PanelForm, PanelKind } from './panel-kinds.js';
import { panelPicture } from './panel-picture.js';
import { Plot } from './plot.js';
import { starKeyText, statusRowCount } from './plot-shapes.js';
import { statusRowPx } from './status-labels.js';
import { rangeAsksForLog, valueRange } from './value-range.js';
import type { View } from './view.js';

/** What a panel tells the page. */
export interface PanelEvents {
  readonly title: string;
  readonly conditions: string;
  zoomed(from: number, until: number): void;
  /** The pointer is at `left` pixels of a plot; null when it has left. */
  pointed(plot: Plot, left: number | null): void;
  keyPressed(plot: Plot, event: KeyboardEvent): void;
}

/** Runs that the description of a chart tells of. */
const mostDescribed = 8;

/** A quantity over time with its title and its buttons: one chart of all runs, or one for each. */
export class Panel {
  readonly section: HTMLElement;
  plots: readonly Plot[] = [];
  isLog: boolean;
  /** Between charts beside each other. */
  readonly gapPx = 12;
  private readonly grid = element('div', { class: 'grid' });
  private readonly unitText = element('small');
  private readonly starKey = element('p', { class: 'star-key' });
  private shownForm: PanelForm;
  private range: [min: number, max: number] | null = null;

  constructor(
    readonly kind: PanelKind,
    readonly view: View,
    readonly events: PanelEvents,
    private width: number,
  ) {
    this.shownForm = kind.forms[0];
    this.isLog = kind.canBeLog === true && rangeAsksForLog(this.values(-Infinity, Infinity));
    const name = () => `${kind.title}, ${this.unit}: ${events.title}`;
    const controls = panelControls(this);
    controls.append(saveMenu(name, () => panelPicture(this)));
    const head = [kind.title, this.unitText];
    const body = kind.hasStatuses ? [this.grid, this.starKey] : [this.grid];
    this.section = panelSection(`panel-${kind.id}`, head, kind.note, body, controls);
    this.unitText.textContent = this.unit;
    this.rebuild();
  }

  get unit(): string {
    return this.shownForm.unit;
  }

  get form(): PanelForm {
    return this.shownForm;
  }

  /** Charts beside each other. */
  get columns(): number {
    return this.view.isApart ? columnsFor(this.width) : 1;
  }

  /** Draws again, after the runs that are shown or their places have changed. */
  refresh(): void {
    this.range = null;
    const wanted = panelGrid(this.view).map(({ front }) => front.map(({ number }) => number));
    const built = this.plots.map(({ front }) => front.map(({ number }) => number));
    if (JSON.stringify(wanted) !== JSON.stringify(built)) this.rebuild();
    const { from, until } = this.view.span;
    const [min, max] = this.yRange();
    for (const { chart } of this.plots) {
      chart.batch(() => {
        chart.setData(axisData(this.view.full), false);
        chart.setScale('x', { min: from, max: until });
        chart.setScale('y', { min, max });
      });
    }
    this.describe();
  }

  /** Shows another part of the time axis. */
  showSpan(): void {
    const { from, until } = this.view.span;
    for (const { chart } of this.plots) chart.setScale('x', { min: from, max: until });
  }

  setWidth(width: number): void {
    if (width === this.width) return;
    this.width = width;
    this.rebuild();
  }

  /** Lines of a run that are shown, with their kind. */
  linesOf({ series }: Run): { readonly line: PlotSeries; readonly kind: LineKind }[] {
    return this.form.kinds
      .filter(({ isShown }) => isShown)
      .flatMap((kind) =>
        series
          .filter(({ quantity }) => quantity === kind.quantity)
          .filter(({ thread }) => (thread !== null) === (kind.isThread === true))
          .map((line) => ({ line, kind })),
      );
  }

  chooseForm(form: PanelForm): void {
    this.shownForm = form;
    this.unitText.textContent = form.unit;
    this.refresh();
  }

  chooseLog(isLog: boolean): void {
    this.isLog = isLog;
    this.rebuild();
    this.refresh();
  }

  /** One of its charts shows another part of the time axis. */
  zoomed(from: number, until: number): void {
    this.events.zoomed(from, until);
    // uPlot forgets what is set while it sets.
    queueMicrotask(() => this.fitY());
  }

  /** From zero, or the lowest point of a logarithmic axis, to a little above the highest in view. */
  yRange(): [min: number, max: number] {
    if (this.range !== null) return this.range;
    const { from, until } = this.view.span;
    const perPlot = this.plots[0]?.front.length ?? this.view.shown.length;
    const rows = this.kind.hasStatuses ? statusRowCount(perPlot) : 0;
    this.range = valueRange(this.values(from, until), {
      isLog: this.isLog,
      least: this.unit === '%' ? 100 : 0,
      labelShare: (rows * statusRowPx) / this.kind.heightPx,
    });
    return this.range;
  }

  private rebuild(): void {
    this.range = null;
    for (const { chart } of this.plots) chart.destroy();
    const { columns } = this;
    const width = Math.floor((this.width - (columns - 1) * this.gapPx) / columns);
    const height = this.view.isApart ? apartHeightPx : this.kind.heightPx;
    this.grid.style.gridTemplateColumns = `repeat(${columns}, ${width}px)`;
    this.plots = panelGrid(this.view).map(
      ({ front, behind }) => new Plot(this, front, behind, { width, height }),
    );
    this.grid.replaceChildren(...this.plots.map(({ cell }) => cell));
    this.fitY();
    this.showSpan();
    this.starKey.textContent = starKeyText(this.plots[0]?.front.length ?? 0);
    this.describe();
  }

  private fitY(): void {
    this.range = null;
    const [min, max] = this.yRange();
    for (const { chart } of this.plots) chart.setScale('y', { min, max });
  }

  private values(from: number, until: number): number[] {
    return this.view.shown.flatMap((run) => this.valuesOf(run, from, until));
  }

  private valuesOf(run: Run, from: number, until: number): number[] {
    return this.linesOf(run).flatMap(({ line }) => valuesWithin(line, from, until));
  }

  /** Says what a chart shows to those who do not see it. */
  private describe(): void {
    const { from, until } = this.view.span;
    for (const { front, holder } of this.plots) {
      const told = front.slice(0, mostDescribed).map((run) => {
        const values = this.valuesOf(run, from, until);
        if (values.length === 0) return `${run.label}: none`;
        const low = values.reduce((a, b) => Math.min(a, b));
        const high = values.reduce((a, b) => Math.max(a, b));
        return `${run.label}: ${shortNumber(low)} to ${shortNumber(high)}`;
      });
      const span = `${shortNumber(from)} to ${shortNumber(until)} s`;
      const label = `${this.kind.title} over time, ${this.unit}, ${span}. ${told.join('; ')}`;
      holder.setAttribute('aria-label', label);
    }
  }
}

/** Height of a chart beside others, px. */
const apartHeightPx = 132;

function columnsFor(width: number): number {
  return width >= 900 ? 3 : width >= 560 ? 2 : 1;
}
