import {
  bytesText,
  secondsText,
  shortNumber,
  withSeparators,
} from '../../documents/chart-number.js';
import { element, figuresTable, numberCell, tableRow } from '../../page/element.js';
import type { Run } from './page-run.js';
import { runSign } from './run-sign.js';

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
    return tableRow(runHead(run), [
      element('td', { class: `status ${status}` }, [status]),
      ...figures.map(numberCell),
      element('td', { class: 'origin' }, [`${origin}, ${file}`]),
    ]);
  });
  return figuresTable(
    'summary',
    'Outcome of each run',
    heads.map((head) => [head]),
    [rows],
  );
}

/** The sign and the name of a run, as rows and columns of tables begin. */
export function runHead(run: Run): HTMLElement[] {
  return [element('span', { class: 'run-head' }, [runSign(run), element('span', {}, [run.label])])];
}
