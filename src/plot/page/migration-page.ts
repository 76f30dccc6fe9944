import { element } from '../../page/element.js';
import { PageTheme } from '../../page/theme.js';
import type { PageData } from '../page-data.js';
import { keyAction } from './chart-keys.js';
import { downtimeBars } from './downtime-bars.js';
import { unpackRun } from './page-run.js';
import { Panel, type PanelEvents } from './panel.js';
import { type PanelKind, panelKinds } from './panel-kinds.js';
import { parameterTable } from './parameter-table.js';
import type { Plot } from './plot.js';
import { summaryTable } from './summary-table.js';
import { Toolbar } from './toolbar.js';
import { Tooltip } from './tooltip.js';
import { View } from './view.js';

/** Width of the charts on paper: A4 and Letter, upright, less the margins. */
const paperWidthPx = 645;

const hint =
  'Drag in a chart to zoom in, double-click to see all again. In a chart that has the focus: the ' +
  'arrows move the cursor, + and - zoom, Page Up and Page Down move, 0 shows all.';

const noLines =
  'These files hold the figures of whole runs. Lines over time need reports, which ' +
  '--format guestperf writes.';

/** The whole page: one view of the runs, and everything that shows it. */
export class MigrationPage implements PanelEvents {
  readonly title: string;
  readonly conditions: string;
  private readonly view: View;
  private readonly kinds: readonly PanelKind[];
  private readonly panels: Panel[] = [];
  private downtime: HTMLElement;
  private readonly toolbar: Toolbar;
  private readonly tooltip = new Tooltip();
  private readonly charts = element('div', { class: 'charts' });
  private isZooming = false;

  constructor(
    private readonly data: PageData,
    private readonly holder: HTMLElement,
  ) {
    this.title = data.title;
    this.conditions = [...data.conditions, data.generator].join('. ');
    this.view = new View(data.runs.map(unpackRun), data.choice.align);
    this.downtime = downtimeBars(this.view);
    const refresh = () => this.refresh();
    this.kinds = panelKinds(data.choice, this.view.runs);
    const theme = new PageTheme(refresh);
    const redraw = () => this.changeScales((panel) => panel.refresh());
    this.toolbar = new Toolbar(this.view, theme, this.kinds.length > 0, refresh, redraw);
  }

  /** Puts everything into the document. */
  show(): void {
    const { title, conditions, generator, choice, note = null } = this.data;
    const { runs } = this.view;
    this.holder.append(
      element('header', { class: 'head' }, [
        element('h1', {}, [title]),
        ...conditions.map((line) => element('p', { class: 'conditions' }, [line])),
        element('p', {}, [generator]),
        note === null ? null : element('p', { id: 'left-out' }, [`${note}.`]),
      ]),
      summaryTable(runs),
      this.toolbar.bar,
      this.charts,
    );
    this.holder.dataset['runs'] = runs.length === 1 ? 'one' : 'several';
    for (const kind of this.kinds) {
      const panel = new Panel(kind, this.view, this, this.chartWidth());
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

  pointed(plot: Plot, left: number | null): void {
    if (left === null) this.tooltip.hide();
    else this.tooltip.show(plot, left);
  }

  keyPressed(plot: Plot, event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') this.tooltip.hide();
    const { full, span } = this.view;
    const action = keyAction(event, span, full);
    if (action === null) return;
    event.preventDefault();
    if (action.kind === 'show') this.zoom(action.span);
    else this.moveCursor(plot, action.part);
  }

  private moveCursor(plot: Plot, part: number): void {
    const { cursor, over } = plot.chart;
    const width = over.clientWidth;
    const { left = -1 } = cursor;
    const from = left < 0 ? (part > 0 ? 0 : width) : left;
    const to = Math.max(0, Math.min(width - 1, from + part * width));
    plot.chart.setCursor({ left: to, top: 0 });
    this.tooltip.show(plot, to);
  }

  private zoom(zoom: View['zoom']): void {
    this.view.zoom = zoom;
    this.changeScales((panel) => panel.showSpan());
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

  private fitWidth(): void {
    const width = this.chartWidth();
    this.changeScales((panel) => panel.setWidth(width));
  }

  private chartWidth(): number {
    if (document.documentElement.dataset['medium'] === 'paper') return paperWidthPx;
    return Math.max(260, this.charts.clientWidth - 34);
  }
}
