import type { PageData } from '../page-data.js';
import { DowntimeBars } from './downtime-bars.js';
import { element } from './element.js';
import { type Run, unpackRun } from './page-run.js';
import { Panel } from './panel.js';
import { panelKinds } from './panel-kinds.js';
import { parameterTable } from './parameter-table.js';
import { summaryTable } from './summary-table.js';
import { PageTheme } from './theme.js';
import { Toolbar } from './toolbar.js';
import { Tooltip } from './tooltip.js';
import { fullSpan, type View } from './view.js';

/** Width of the charts on paper: A4 and Letter, upright, less the margins. */
const paperWidthPx = 645;

/** The whole page: one view of the runs, and everything that shows it. */
export class MigrationPage {
  private readonly runs: readonly Run[];
  private readonly view: View;
  private readonly panels: Panel[] = [];
  private readonly downtime: DowntimeBars;
  private readonly toolbar: Toolbar;
  private readonly tooltip: Tooltip;
  private readonly theme: PageTheme;
  private readonly charts = element('div', { class: 'charts' });
  private isZooming = false;

  constructor(
    private readonly data: PageData,
    private readonly holder: HTMLElement,
  ) {
    this.runs = data.runs.map(unpackRun);
    this.view = { align: data.choice.align, hidden: new Set(), focus: null, zoom: null };
    this.theme = new PageTheme(() => this.refresh());
    this.downtime = new DowntimeBars(this.runs, this.view);
    this.tooltip = new Tooltip(this.runs, this.view);
    this.toolbar = new Toolbar(this.runs, this.view, this.theme, {
      viewChanged: () => this.refresh(),
      resetZoom: () => this.zoom(null),
    });
  }

  /** Puts everything into the document. */
  show(): void {
    const { data, runs } = this;
    this.holder.append(
      element('header', { class: 'head' }, [
        element('h1', {}, [data.title]),
        element('p', {}, [data.generator]),
      ]),
      summaryTable(runs),
      this.toolbar.bar,
      this.charts,
    );
    for (const kind of panelKinds(data.choice, runs)) {
      const panel = new Panel(kind, runs, this.view, this, this.chartWidth());
      panel.section.addEventListener('keydown', (event) => this.pressKey(event));
      this.panels.push(panel);
      this.charts.append(panel.section);
    }
    this.charts.append(this.panels.length === 0 ? noLines() : hint());
    if (data.choice.progress) this.holder.append(this.downtime.section);
    this.holder.append(parameterTable(runs));
    new ResizeObserver(() => this.fitWidth()).observe(this.charts);
    this.refresh();
  }

  /** A panel shows another part of the time axis: the others follow. */
  zoomed(from: number, until: number): void {
    if (this.isZooming) return;
    const full = fullSpan(this.runs, this.view);
    const isAll = from <= full.from && until >= full.until;
    this.zoom(isAll ? null : { from, until });
  }

  pointed(panel: Panel, left: number | null): void {
    if (left === null) this.tooltip.hide();
    else this.tooltip.show(panel, left);
  }

  private zoom(zoom: View['zoom']): void {
    this.view.zoom = zoom;
    const { from, until } = zoom ?? fullSpan(this.runs, this.view);
    this.isZooming = true;
    for (const { chart } of this.panels) chart.setScale('x', { min: from, max: until });
    // uPlot tells of new scales when this task is done.
    queueMicrotask(() => queueMicrotask(() => (this.isZooming = false)));
    this.toolbar.showZoom();
  }

  private refresh(): void {
    this.fitWidth();
    this.isZooming = true;
    for (const panel of this.panels) panel.refresh();
    queueMicrotask(() => queueMicrotask(() => (this.isZooming = false)));
    this.downtime.refresh();
    this.toolbar.showZoom();
  }

  private pressKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const full = fullSpan(this.runs, this.view);
    const { from, until } = this.view.zoom ?? full;
    const span = until - from;
    const moves: Record<string, () => View['zoom']> = {
      ArrowLeft: () => ({ from: from - span / 8, until: until - span / 8 }),
      ArrowRight: () => ({ from: from + span / 8, until: until + span / 8 }),
      '+': () => ({ from: from + span / 4, until: until - span / 4 }),
      '-': () => ({ from: from - span / 2, until: until + span / 2 }),
      '0': () => null,
      Escape: () => null,
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const wanted = move();
    if (wanted === null || wanted.until - wanted.from >= full.until - full.from) this.zoom(null);
    else this.zoom(wanted);
  }

  private fitWidth(): void {
    const width = this.chartWidth();
    for (const panel of this.panels) {
      if (panel.chart.width !== width) panel.setWidth(width);
    }
  }

  private chartWidth(): number {
    if (document.documentElement.dataset['medium'] === 'paper') return paperWidthPx;
    const inner = this.charts.clientWidth - 34;
    return Math.max(280, inner);
  }
}

function hint(): HTMLElement {
  return element('p', { class: 'hint' }, [
    'Drag in a chart to zoom in, double-click to see all again. In a chart that has the focus: ' +
      '+ and - zoom, the arrows move, 0 shows all.',
  ]);
}

function noLines(): HTMLElement {
  return element('p', { class: 'empty' }, [
    'These files hold the figures of whole runs. Lines over time need reports, which ' +
      '--format guestperf writes.',
  ]);
}
