import uPlot from 'uplot';
import { axisData, chartOptions } from './chart-options.js';
import { statusRowPx } from './draw-marks.js';
import { drawPanel, statusRowCount } from './draw-panel.js';
import { element } from './element.js';
import { type Line, type Run, valuesWithin } from './page-run.js';
import { panelControls } from './panel-controls.js';
import type { LineKind, PanelForm, PanelKind } from './panel-kinds.js';
import { fullSpan, shiftOf, shownRuns, type View } from './view.js';

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
  private isLog = false;

  constructor(
    readonly kind: PanelKind,
    private readonly runs: readonly Run[],
    private readonly view: View,
    private readonly events: PanelEvents,
    width: number,
  ) {
    this.form = kind.forms[0];
    this.unitText.textContent = this.form.unit;
    this.holder = element('div', { class: 'plot', tabindex: '0', role: 'img' });
    this.holder.setAttribute('aria-label', `${kind.title} over time`);
    this.section = element('section', { class: 'panel', id: `panel-${kind.id}` }, [
      element('header', {}, [
        element('h2', {}, [kind.title, this.unitText]),
        element('p', {}, [kind.note]),
        this.controls(),
      ]),
      this.holder,
    ]);
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
    const { from, until } = fullSpan(this.runs, this.view);
    const zoom = this.view.zoom ?? { from, until };
    this.chart.batch(() => {
      this.chart.setData(axisData(from, until), false);
      this.chart.setScale('x', { min: zoom.from, max: zoom.until });
    });
    this.fitY();
  }

  setWidth(width: number): void {
    this.chart.setSize({ width, height: this.kind.height });
  }

  /** Lines of a run that are shown, with their kind. */
  linesOf(run: Run): { readonly line: Line; readonly kind: LineKind }[] {
    return this.form.kinds
      .filter(({ isShown }) => isShown)
      .flatMap((kind) =>
        run.lines
          .filter(({ quantity }) => quantity === kind.quantity)
          .filter(({ thread }) => (thread !== null) === kind.isThread)
          .map((line) => ({ line, kind })),
      );
  }

  private controls(): HTMLElement {
    return panelControls(this.kind, {
      formChosen: (form) => {
        this.form = form;
        this.unitText.textContent = form.unit;
        this.refresh();
      },
      kindsChanged: () => this.refresh(),
      logChanged: (isLog) => {
        this.isLog = isLog;
        const { width } = this.chart;
        this.chart.destroy();
        this.shownChart = this.newChart(width);
        this.refresh();
      },
    });
  }

  private newChart(width: number): uPlot {
    const { from, until } = fullSpan(this.runs, this.view);
    const options = chartOptions({
      width,
      height: this.kind.height,
      isLog: this.isLog,
      yRange: () => this.yRange(),
      draw: () => drawPanel(this, this.runs, this.view),
      zoomed: (start, end) => {
        this.events.zoomed(start, end);
        // uPlot forgets what is set while it sets.
        queueMicrotask(() => this.fitY());
      },
      pointed: (left) => this.events.pointed(this, left),
    });
    return new uPlot(options, axisData(from, until), this.holder);
  }

  private fitY(): void {
    const [min, max] = this.yRange();
    this.chart.setScale('y', { min, max });
  }

  /** From zero, or the lowest point of a logarithmic axis, to a little above the highest in view. */
  private yRange(): [min: number, max: number] {
    const { lowest, highest } = this.extremes();
    const shown = shownRuns(this.runs, this.view).length;
    const rows = this.kind.hasStatuses ? statusRowCount(shown) : 0;
    const labels = (rows * statusRowPx) / this.kind.height;
    if (highest === 0) return [this.isLog ? 0.1 : 0, 1];
    if (!this.isLog) return [0, (highest * 1.06) / (1 - labels)];
    const floor = 10 ** Math.floor(Math.log10(Math.min(lowest, highest)));
    return [floor, highest * 1.2 * (highest / floor) ** (labels / (1 - labels))];
  }

  /** Of the values that are in view: the lowest above zero, and the highest. */
  private extremes(): { readonly lowest: number; readonly highest: number } {
    // uPlot asks for the range while it is made.
    const scale = this.shownChart === undefined ? undefined : this.chart.scales['x'];
    const { min = -Infinity, max = Infinity } = scale ?? {};
    let lowest = Infinity;
    let highest = this.kind.leastMax;
    for (const run of shownRuns(this.runs, this.view)) {
      const shift = shiftOf(run, this.view);
      for (const { line, kind } of this.linesOf(run)) {
        for (const value of valuesWithin(line, min - shift, max - shift, kind.isStepped)) {
          if (value > highest) highest = value;
          if (value > 0 && value < lowest) lowest = value;
        }
      }
    }
    return { lowest, highest };
  }
}
