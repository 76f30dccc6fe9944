import type { PageData } from '../page-data.js';
import { downtimeBars } from './downtime-bars.js';
import { element } from './element.js';
import { unpackRun } from './page-run.js';
import { Panel } from './panel.js';
import { panelKinds } from './panel-kinds.js';
import { parameterTable } from './parameter-table.js';
import { summaryTable } from './summary-table.js';
import { PageTheme } from './theme.js';
import { Toolbar } from './toolbar.js';
import { Tooltip } from './tooltip.js';
import { View } from './view.js';

/** Width of the charts on paper: A4 and Letter, upright, less the margins. */
const paperWidthPx = 645;

const hint =
  'Drag in a chart to zoom in, double-click to see all again. In a chart that has the focus: ' +
  '+ and - zoom, the arrows move, 0 shows all.';

const noLines =
  'These files hold the figures of whole runs. Lines over time need reports, which ' +
  '--format guestperf writes.';

/** For each key by which parts of the time axis' ends move; a key with null shows all again. */
const keyMoves: Readonly<Record<string, readonly [from: number, until: number] | null>> = {
  ArrowLeft: [-1 / 8, -1 / 8],
  ArrowRight: [1 / 8, 1 / 8],
  '+': [1 / 4, -1 / 4],
  '-': [-1 / 2, 1 / 2],
  '0': null,
  Escape: null,
};

/** The whole page: one view of the runs, and everything that shows it. */
export class MigrationPage {
  private readonly view: View;
  private readonly panels: Panel[] = [];
  private downtime: HTMLElement;
  private readonly toolbar: Toolbar;
  private readonly tooltip: Tooltip;
  private readonly charts = element('div', { class: 'charts' });
  private isZooming = false;

  constructor(
    private readonly data: PageData,
    private readonly holder: HTMLElement,
  ) {
    this.view = new View(data.runs.map(unpackRun), data.choice.align);
    this.downtime = downtimeBars(this.view);
    this.tooltip = new Tooltip(this.view);
    const refresh = () => this.refresh();
    this.toolbar = new Toolbar(this.view, new PageTheme(refresh), refresh);
  }

  /** Puts everything into the document. */
  show(): void {
    const { title, generator, choice, note = null } = this.data;
    const { runs } = this.view;
    this.holder.append(
      element('header', { class: 'head' }, [
        element('h1', {}, [title]),
        element('p', {}, [generator]),
        note === null ? null : element('p', { id: 'left-out' }, [`${note}.`]),
      ]),
      summaryTable(runs),
      this.toolbar.bar,
      this.charts,
    );
    for (const kind of panelKinds(choice, runs)) {
      const panel = new Panel(kind, this.view, this, this.chartWidth());
      panel.section.addEventListener('keydown', (event) => this.pressKey(event));
      this.panels.push(panel);
      this.charts.append(panel.section);
    }
    const isEmpty = this.panels.length === 0;
    this.charts.append(
      element('p', { class: isEmpty ? 'empty' : 'hint' }, [isEmpty ? noLines : hint]),
    );
    if (choice.progress) this.holder.append(this.downtime);
    this.holder.append(parameterTable(runs));
    new ResizeObserver(() => this.fitWidth()).observe(this.charts);
    this.refresh();
  }

  /** A panel shows another part of the time axis: the others follow. */
  zoomed(from: number, until: number): void {
    if (this.isZooming) return;
    const { full } = this.view;
    this.zoom(from <= full.from && until >= full.until ? null : { from, until });
  }

  pointed(panel: Panel, left: number | null): void {
    if (left === null) this.tooltip.hide();
    else this.tooltip.show(panel, left);
  }

  private zoom(zoom: View['zoom']): void {
    this.view.zoom = zoom;
    const { from, until } = this.view.span;
    this.changeScales(({ chart }) => chart.setScale('x', { min: from, max: until }));
    this.toolbar.showZoom();
  }

  private refresh(): void {
    this.fitWidth();
    this.changeScales((panel) => panel.refresh());
    const downtime = downtimeBars(this.view);
    this.downtime.replaceWith(downtime);
    this.downtime = downtime;
    this.toolbar.showZoom();
  }

  private changeScales(change: (panel: Panel) => void): void {
    this.isZooming = true;
    for (const panel of this.panels) change(panel);
    // uPlot tells of new scales when this task is done.
    queueMicrotask(() => queueMicrotask(() => (this.isZooming = false)));
  }

  private pressKey(event: KeyboardEvent): void {
    const move = keyMoves[event.key];
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const { full, span } = this.view;
    const [from, until] = move ?? [-Infinity, Infinity];
    const length = span.until - span.from;
    const wanted = { from: span.from + from * length, until: span.until + until * length };
    const isAll = wanted.until - wanted.from >= full.until - full.from;
    this.zoom(isAll ? null : wanted);
  }

  private fitWidth(): void {
    const width = this.chartWidth();
    for (const panel of this.panels) {
      if (panel.chart.width !== width) panel.setWidth(width);
    }
  }

  private chartWidth(): number {
    if (document.documentElement.dataset['medium'] === 'paper') return paperWidthPx;
    return Math.max(280, this.charts.clientWidth - 34);
  }
}
