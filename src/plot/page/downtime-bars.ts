import { shortNumber } from '../../documents/chart-number.js';
import {
  element,
  figuresTable,
  numberCell,
  panelSection,
  swatch,
  tableRow,
} from '../../page/element.js';
import type { Run } from './page-run.js';
import { runHead } from './summary-table.js';
import type { View } from './view.js';

/** The downtimes of the runs that are shown, each as a bar of its parts. */
export function downtimeBars({ shown }: View): HTMLElement {
  const longest = Math.max(1, ...shown.map(({ downtime }) => downtime?.totalMs ?? 0));
  const limit = Math.max(0, ...shown.map(({ downtime }) => downtime?.limitMs ?? 0));
  // A limit far above all bars would press them to the edge.
  const hasLimits = limit <= longest * 5;
  const largest = (hasLimits ? Math.max(longest, limit) : longest) * 1.04;
  const limitNote = hasLimits ? 'the thin line is the limit' : 'the limit is far to the right';
  const rows = shown.map((run) => barRow(run, largest));
  return panelSection(
    'panel-downtime',
    ['Downtime'],
    `in its parts where they are known; ${limitNote}`,
    [
      element('table', { class: 'bars' }, [element('tbody', {}, rows)]),
      partsTable(shown.filter(({ downtime }) => downtime?.parts)),
    ],
  );
}

function barRow(run: Run, largest: number): HTMLElement {
  const { downtime, outcome } = run;
  if (downtime === null) {
    const note = `none: ${outcome.status}`;
    return tableRow(runHead(run), [element('td', { class: 'none', colspan: '2' }, [note])]);
  }
  const { limitMs, totalMs, parts } = downtime;
  const percent = (ms: number) => `${(ms / largest) * 100}%`;
  const spans = (parts ?? [{ name: 'Not split', ms: totalMs }]).map(({ name, ms }, at) => {
    const part = element('span', { title: `${name}: ${shortNumber(ms)} ms` });
    part.style.width = percent(ms);
    part.style.background = partColor(parts === null ? 'whole' : at + 1);
    return part;
  });
  const bar = element('div', { class: 'bar' }, spans);
  if (limitMs !== null && limitMs <= largest) {
    const limit = element('span', { class: 'limit', title: `limit: ${limitMs} ms` });
    limit.style.left = percent(limitMs);
    bar.append(limit);
  }
  const limitText = limitMs === null ? '' : ` of ${limitMs}`;
  return tableRow(runHead(run), [
    element('td', {}, [bar]),
    numberCell(`${shortNumber(totalMs)} ms${limitText}`),
  ]);
}

/** The parts in figures: those that are too short to be seen are not too short to matter. */
function partsTable(runs: readonly Run[]): HTMLElement | string {
  if (runs.length === 0) return '';
  const heads = runs[0].downtime!.parts!.map(({ name }, at) => [
    swatch(partColor(at + 1)),
    `${name}, ms`,
  ]);
  const rows = runs.map((run) =>
    tableRow(
      runHead(run),
      run.downtime!.parts!.map(({ ms }) => numberCell(shortNumber(ms))),
    ),
  );
  return figuresTable('parts', 'Parts of the downtime, ms', [['Run'], ...heads], [rows]);
}

function partColor(part: number | 'whole'): string {
  return `var(--part-${part})`;
}
