import { element, figuresTable, panelSection, tableRow } from './element.js';
import type { Run } from './page-run.js';
import { swatchOf } from './summary-table.js';

/** The parameters of the runs side by side; rows in which the runs differ stand out. */
export function parameterTable(runs: readonly Run[]): HTMLElement {
  const titles = runs.flatMap(({ parameters }) => parameters.map(({ title }) => title));
  const bodies = [...new Set(titles)].map((title) => {
    const span = { scope: 'colgroup', colspan: String(runs.length + 1) };
    const head = element('tr', { class: 'group' }, [element('th', span, [title])]);
    const own = runs.map(({ parameters }) => {
      const group = parameters.find((candidate) => candidate.title === title);
      return new Map(group?.rows);
    });
    const names = new Set(own.flatMap((rows) => [...rows.keys()]));
    return [
      head,
      ...[...names].map((name) =>
        parameterRow(
          name,
          own.map((rows) => rows.get(name)),
        ),
      ),
    ];
  });
  const heads = [[], ...runs.map((run) => [swatchOf(run), run.label])];
  const note = runs.length > 1 ? 'rows in which the runs differ are marked' : '';
  const table = figuresTable('parameters', heads, bodies);
  return panelSection('parameters', ['Parameters'], note, [table]);
}

/** A file that does not say sets nothing apart. */
function parameterRow(name: string, values: readonly (string | undefined)[]) {
  const isDifferent = new Set(values.filter((value) => value !== undefined)).size > 1;
  const cells = values.map((value) => element('td', {}, [value ?? '–']));
  return tableRow([name], cells, isDifferent ? { class: 'different' } : {});
}
