import { shortNumber } from '../../documents/chart-number.js';
import { button, element, figuresTable, numberCell, tableRow } from '../../page/element.js';
import type { HeatCell, HeatMapData, HeatRun } from '../heat-map-data.js';
import { completedText, type HeatView } from './heat-view.js';
import { commandOf } from './run-command.js';

const hint = 'Choose a cell, by a click or with Enter, to see its runs and their command lines.';

const unknownCommand = 'The record of this run does not tell all of its settings.';

const howToDraw =
  'With --format guestperf --output run.json a run writes its report, of which ' +
  'guestperf-sim plot run.json --output run.html draws everything over time.';

/** The runs of the cell that was chosen. */
export function cellDetails(view: HeatView): HTMLElement {
  const cell = view.chosen === null ? null : view.cellAt(view.chosen);
  if (view.chosen === null || cell === null) {
    return detailSection('Runs', [element('p', { class: 'empty' }, [hint])]);
  }
  const left = cell.runs - cell.shown.length;
  const more = left > 0 ? `; ${cell.shown.length} of them are listed` : '';
  return detailSection(view.placeText(view.chosen), [
    element('p', {}, [`${completedText(cell)}${more}.`]),
    spreadTable(view.map, cell),
    ...cell.shown.map((run) => runBlock(view, run)),
    element('p', { class: 'hint' }, [howToDraw]),
  ]);
}

function detailSection(title: string, body: readonly HTMLElement[]): HTMLElement {
  return element('section', { class: 'panel details', id: 'details', 'aria-live': 'polite' }, [
    element('header', {}, [element('h2', { tabindex: '-1' }, [title])]),
    ...body,
  ]);
}

function spreadTable({ metrics }: HeatMapData, { figures }: HeatCell): HTMLElement {
  const rows = metrics.flatMap(({ name, unit }, at) => {
    const figure = figures[at];
    if (figure === null) return [];
    const head = unit === '' ? name : `${name}, ${unit}`;
    return [
      tableRow(
        [head],
        figure.map((value) => numberCell(shortNumber(value))),
      ),
    ];
  });
  const heads = [['Metric'], ['Median'], ['Least'], ['Most']];
  return figuresTable('spread', 'Metrics of the completed runs of this cell', heads, [rows]);
}

function runBlock(view: HeatView, run: HeatRun): HTMLElement {
  const { metric, metricNumber } = view;
  const value = run.figures[metricNumber];
  const figure = value === null ? 'none' : `${shortNumber(value)} ${metric.unit}`.trim();
  const command = commandOf(view.data, run);
  const shown = element('code', {}, [command ?? unknownCommand]);
  return element('div', { class: 'run' }, [
    element('div', { class: 'run-line' }, [
      element('b', {}, [run.name]),
      element('span', { class: `status ${run.status}` }, [run.status]),
      element('span', {}, [`${metric.name.toLowerCase()} ${figure}`]),
      command === null ? null : copyButton(shown),
    ]),
    shown,
  ]);
}

/** Copies a command line, or marks it where the browser does not let pages copy. */
function copyButton(source: HTMLElement): HTMLButtonElement {
  const made = button('Copy', { 'aria-label': 'Copy the command line' }, () => {
    getSelection()?.selectAllChildren(source);
    const copying = navigator.clipboard?.writeText(source.textContent ?? '');
    copying?.then(
      () => (made.textContent = 'Copied'),
      () => (made.textContent = 'Marked'),
    );
  });
  return made;
}
