import { element } from './element.js';
import { bytesText, secondsText, shortNumber, withSeparators } from '../number-format.js';
import type { Run } from './page-run.js';
import { runColorName } from './theme.js';

const columns = [
  'Run',
  'Status',
  'Total time',
  'Downtime',
  'Iterations',
  'Max throttle',
  'Transferred',
  'Origin',
];

/** The outcome of each run in a row. */
export function summaryTable(runs: readonly Run[]): HTMLElement {
  const rows = runs.map((run) => {
    const { outcome, downtime } = run;
    const cells = [
      outcome.totalMs === null ? '–' : secondsText(outcome.totalMs),
      downtime === null ? '–' : `${shortNumber(downtime.totalMs)} ms`,
      outcome.iterations === null ? '–' : withSeparators(outcome.iterations),
      outcome.maxThrottlePercent === null ? '–' : `${outcome.maxThrottlePercent} %`,
      outcome.transferredBytes === null ? '–' : bytesText(outcome.transferredBytes),
    ];
    return element('tr', {}, [
      element('th', { scope: 'row' }, [swatchOf(run), run.label]),
      element('td', { class: `status ${outcome.status}` }, [outcome.status]),
      ...cells.map((text) => element('td', { class: 'number' }, [text])),
      element('td', { class: 'origin' }, [run.origin, element('small', {}, [run.file])]),
    ]);
  });
  return element('div', { class: 'scroll' }, [
    element('table', { class: 'figures summary' }, [
      element('thead', {}, [
        element(
          'tr',
          {},
          columns.map((name) => element('th', { scope: 'col' }, [name])),
        ),
      ]),
      element('tbody', {}, rows),
    ]),
  ]);
}

/** A patch in the colour of a run. */
export function swatchOf({ number }: Run): HTMLElement {
  const swatch = element('i', { class: 'swatch' });
  swatch.style.background = `var(${runColorName(number)})`;
  return swatch;
}
