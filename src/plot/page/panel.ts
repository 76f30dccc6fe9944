import uPlot from 'uplot';
import type { PlotSeries } from '../migration-chart.js';
import { axisData, chartOptions } from './chart-options.js';
import { statusRowPx } from './draw-marks.js';
import { statusRowCount } from './draw-panel.js';
import { element, panelSection } from './element.js';
import { type Run, valuesWithin } from './page-run.js';
import { panelControls } from './panel-controls.js';
import type { LineKind, PanelForm, PanelKind } from './panel-kinds.js';
import type { View } from './view.js';

/** What a panel tells the page. */
export interface PanelEvents {
  zoomed(from: number, until: number): void;
  /** The pointer is at `left` pixels of the plot; null when it has left. */
  pointed(panel: Panel, left: number | null): void;
}

/** A chart with its title and its buttons. */
export class Panel {
  readonly section: HTMLElement;
  private readonly holder: HTMLElement;
  private readonly unitText = element('small');
  private shownChart: uPlot;
  private form: PanelForm;
  isLog = false;

  constructor(
    readonly kind: PanelKind,
    readonly view: View,
    readonly events: PanelEvents,
    width: number,
  ) {
    this.form = kind.forms[0];
    this.unitText.textContent = this.unit;
    const label = `${kind.title} over time`;
    const plot = { class: 'plot', tabindex: '0', role: 'img', 'aria-label': label };
    this.holder = element('div', plot);
    this.section = panelSection(
      `panel-${kind.id}`,
      [kind.title, this.unitText],
      kind.note,
      [this.holder],
      panelControls(this),
    );
    this.shownChart = this.newChart(width);
  }

  get chart(): uPlot {
    return this.shownChart;
  }

  get unit(): string {
    return this.form.unit;
  }

  /** Draws again, after the runs that are shown or their places have changed. */
  refresh(): void {
    const { from, until } = this.view.span;
    this.chart.batch(() => {
      this.chart.setData(axisData(this.view.full), false);
      this.chart.setScale('x', { min: from, max: until });
    });
    this.fitY();
  }

  setWidth(width: number): void {
    this.chart.setSize({ width, height: this.kind.heightPx });
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
    this.form = form;
    this.unitText.textContent = form.unit;
    this.refresh();
  }

  chooseLog(isLog: boolean): void {
    this.isLog = isLog;
    const { width } = this.chart;
    this.chart.destroy();
    this.shownChart = this.newChart(width);
    this.refresh();
  }

  /** The chart shows another part of the time axis. */
  zoomed(from: number, until: number): void {
    this.events.zoomed(from, until);
    // uPlot forgets what is set while it sets.
    queueMicrotask(() => this.fitY());
  }

  private newChart(width: number): uPlot {
    return new uPlot(chartOptions(this, width), axisData(this.view.full), this.holder);
  }

  private fitY(): void {
    const [min, max] = this.yRange();
    this.chart.setScale('y', { min, max });
  }

  /** From zero, or the lowest point of a logarithmic axis, to a little above the highest in view. */
  yRange(): [min: number, max: number] {
    const values = this.valuesInView();
    const highest = values.reduce((a, b) => Math.max(a, b), this.unit === '%' ? 100 : 0);
    const rows = this.kind.hasStatuses ? statusRowCount(this.view.shown.length) : 0;
    const labels = (rows * statusRowPx) / this.kind.heightPx;
    if (highest === 0) return [this.isLog ? 0.1 : 0, 1];
    if (!this.isLog) return [0, (highest * 1.06) / (1 - labels)];
    const lowest = values.reduce((a, b) => (b > 0 ? Math.min(a, b) : a), highest);
    const floor = 10 ** Math.floor(Math.log10(lowest));
    return [floor, highest * 1.2 * (highest / floor) ** (labels / (1 - labels))];
  }

  private valuesInView(): number[] {
    // uPlot asks for the range while it is made.
    const scale = this.shownChart === undefined ? undefined : this.chart.scales['x'];
    const { min = -Infinity, max = Infinity } = scale ?? {};
    return this.view.shown.flatMap((run) =>
      this.linesOf(run).flatMap(({ line }) => valuesWithin(line, min, max)),
    );
  }
}
