import { shortNumber } from '../../documents/chart-number.js';
import { choiceButtons, element, panelSection } from '../../page/element.js';
import { saveMenu } from '../../page/save-menu.js';
import { PageTheme, themes } from '../../page/theme.js';
import type { HeatMapPageData } from '../heat-map-data.js';
import { cellDetails } from './cell-details.js';
import { CellTooltip } from './cell-tooltip.js';
import { fixedText } from './fixed-text.js';
import { heatPicture } from './heat-picture.js';
import { HeatTable } from './heat-table.js';
import { type CellPlace, HeatView } from './heat-view.js';

/** The page of the heat maps of a sweep. */
export class HeatMapPage {
  private readonly view: HeatView;
  private readonly theme = new PageTheme(() => this.refresh());
  private readonly tooltip: CellTooltip;
  private readonly bar = element('nav', { class: 'toolbar', 'aria-label': 'what is shown' });
  private readonly layout = element('div', { class: 'layout' });
  private table: HeatTable | null = null;
  private details = element('section');

  constructor(
    private readonly data: HeatMapPageData,
    private readonly holder: HTMLElement,
  ) {
    this.view = new HeatView(data);
    this.tooltip = new CellTooltip(this.view);
  }

  /** Puts everything into the document. */
  show(): void {
    const { conditions, defaults, generator, lines, title } = this.data;
    const fixed = fixedText(this.data);
    this.holder.append(
      element('header', { class: 'head' }, [
        element('h1', {}, [title]),
        ...[...lines, conditions, fixed, generator]
          .filter((line) => line !== '')
          .map((line) => element('p', {}, [line])),
        defaults.length === 0 ? null : defaultList(defaults),
      ]),
      this.bar,
      this.layout,
    );
    this.fillBar();
    this.refresh();
  }

  pointed(place: CellPlace | null, cell: HTMLElement | null): void {
    if (place === null || cell === null) this.tooltip.hide();
    else this.tooltip.show(place, cell);
  }

  chosen(place: CellPlace): void {
    this.view.chosen = place;
    this.tooltip.hide();
    this.table?.showChosen();
    this.showDetails();
    this.details.scrollIntoView({ block: 'nearest' });
  }

  private fillBar(): void {
    const { data, view } = this;
    const maps = numbered(data.maps.map(({ rowName, columnName }) => `${rowName} × ${columnName}`));
    const metrics = numbered(view.map.metrics.map(({ name }) => name));
    const number = String(data.maps.indexOf(view.map));
    const chooseMap = (name: string) => {
      view.map = data.maps[Number(name)];
      view.metricNumber = 0;
      view.chosen = null;
      this.fillBar();
      this.refresh();
      this.bar.querySelector<HTMLElement>(`[data-name="${name}"]`)?.focus();
    };
    const chooseMetric = (name: string) => {
      view.metricNumber = Number(name);
      this.refresh();
    };
    this.bar.replaceChildren(
      ...(data.maps.length < 2 ? [] : [choiceButtons('map', maps, number, chooseMap)]),
      choiceButtons('metric', metrics, String(view.metricNumber), chooseMetric),
      choiceButtons('colours of the page', themes, this.theme.theme, (name) =>
        this.theme.choose(name),
      ),
    );
  }

  private refresh(): void {
    const { view } = this;
    this.tooltip.hide();
    this.table = new HeatTable(view, this);
    this.table.showChosen();
    const name = () => `${view.metricText}: ${this.data.title}`;
    const controls = element('div', { class: 'controls' }, [
      saveMenu(name, () => heatPicture(view)),
    ]);
    const note = 'median of the completed runs of each cell';
    const body = [this.scaleLine(), this.table.holder];
    const map = panelSection('panel-heat', [view.metricText], note, body, controls);
    this.details = cellDetails(view);
    this.layout.replaceChildren(map, this.details);
  }

  private showDetails(): void {
    const details = cellDetails(this.view);
    this.details.replaceWith(details);
    this.details = details;
  }

  private scaleLine(): HTMLElement {
    const { scale, metric } = this.view;
    if (scale === null) return element('p', { class: 'scale' }, ['No run has this figure.']);
    const high = `${shortNumber(scale.high)} ${metric.unit}`.trim();
    return element('p', { class: 'scale' }, [
      shortNumber(scale.low),
      element('i', { class: 'ramp', 'aria-hidden': 'true' }),
      scale.isLogarithmic ? `${high}, logarithmic` : high,
    ]);
  }
}

function defaultList(rows: HeatMapPageData['defaults']): HTMLElement {
  const items = rows.flatMap(([name, value]) => [
    element('dt', {}, [name]),
    element('dd', {}, [value]),
  ]);
  return element('details', { class: 'defaults' }, [
    element('summary', {}, [`${rows.length} more settings at their defaults`]),
    element('dl', {}, items),
  ]);
}

/** Names by their numbers. */
function numbered(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name, number) => [String(number), name]));
}
