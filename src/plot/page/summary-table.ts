import {
  bytesText,
  secondsText,
  shortNumber,
  withSeparators,
} from '../../documents/chart-number.js';
import { element, figuresTable, numberCell, swatch, tableRow } from './element.js';
import type { Run } from './page-run.js';
import { runColorName } from './theme.js';

const heads = [
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
    const { outcome, downtime, origin, file } = run;
    const { status, totalMs, iterations, maxThrottlePercent, transferredBytes } = outcome;
    const figures = [
      secondsText(totalMs),
      downtime === null ? '–' : `${shortNumber(downtime.totalMs)} ms`,
      withSeparators(iterations),
      `${maxThrottlePercent} %`,
      bytesText(transferredBytes),
    ];
    return tableRow(
      [swatchOf(run), run.label],
      [
        element('td', { class: `status ${status}` }, [status]),
        ...figures.map(numberCell),
        element('td', { class: 'origin' }, [origin, element('small', {}, [file])]),
      ],
    );
  });
  return figuresTable(
    'summary',
    heads.map((head) => [head]),
    [rows],
  );
}

/** A patch in the colour of a run. */
export function swatchOf(run: Run): HTMLElement {
  return swatch(`var(${runColorName(run)})`);
}
