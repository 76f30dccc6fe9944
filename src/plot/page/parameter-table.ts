import { element, figuresTable, panelSection, tableRow } from '../../page/element.js';
import { parameterDifferences } from '../parameter-differences.js';
import type { Run } from './page-run.js';
import { runHead } from './summary-table.js';

/** The parameters: those in which the runs differ, a row for each run; then those that are the same in all. */
export function parameterTable(runs: readonly Run[]): HTMLElement {
  const { different, same } = parameterDifferences(runs.map(({ parameters }) => parameters));
  const shared = same.map(({ title, rows }) =>
    element('div', { class: 'parameter-group' }, [
      element('h3', {}, [title]),
      element(
        'dl',
        {},
        rows.flatMap(([name, value]) => [
          element('dt', {}, [name.replaceAll('_', ' ')]),
          element('dd', {}, [value]),
        ]),
      ),
    ]),
  );
  return panelSection('parameters', ['Parameters'], '', [
    ...(runs.length < 2 ? [] : [differenceTable(runs, different)]),
    element('div', { class: 'same' }, shared),
  ]);
}

function differenceTable(
  runs: readonly Run[],
  different: ReturnType<typeof parameterDifferences>['different'],
): HTMLElement {
  if (different.length === 0) {
    return element('p', { class: 'empty' }, ['The runs have the same parameters.']);
  }
  const rows = runs.map((run, at) =>
    tableRow(
      runHead(run),
      different.map(({ values }) => element('td', {}, [values[at] ?? '–'])),
    ),
  );
  const heads = [['Different'], ...different.map(({ name }) => [name.replaceAll('_', ' ')])];
  return figuresTable('different', 'Parameters in which the runs differ', heads, [rows]);
}
