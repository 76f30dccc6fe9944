import { element } from './element.js';
import type { Run } from './page-run.js';
import { swatchOf } from './summary-table.js';

/** The parameters of the runs side by side; rows in which the runs differ stand out. */
export function parameterTable(runs: readonly Run[]): HTMLElement {
  const heads = runs.map((run) => element('th', { scope: 'col' }, [swatchOf(run), run.label]));
  const bodies = groupTitles(runs).map((title) =>
    element('tbody', {}, [
      element('tr', { class: 'group' }, [
        element('th', { scope: 'colgroup', colspan: String(runs.length + 1) }, [title]),
      ]),
      ...rowNames(runs, title).map((name) => parameterRow(runs, title, name)),
    ]),
  );
  return element('section', { class: 'panel', id: 'parameters' }, [
    element('header', {}, [
      element('h2', {}, ['Parameters']),
      element('p', {}, [runs.length > 1 ? 'rows in which the runs differ are marked' : '']),
    ]),
    element('div', { class: 'scroll' }, [
      element('table', { class: 'figures parameters' }, [
        element('thead', {}, [element('tr', {}, [element('td'), ...heads])]),
        ...bodies,
      ]),
    ]),
  ]);
}

function parameterRow(runs: readonly Run[], title: string, name: string): HTMLElement {
  const values = runs.map((run) => valueOf(run, title, name));
  // A file that does not say sets nothing apart.
  const isDifferent = new Set(values.filter((value) => value !== undefined)).size > 1;
  return element('tr', isDifferent ? { class: 'different' } : {}, [
    element('th', { scope: 'row' }, [name]),
    ...values.map((value) => element('td', {}, [value ?? '–'])),
  ]);
}

function groupTitles(runs: readonly Run[]): string[] {
  return [...new Set(runs.flatMap(({ parameters }) => parameters.map(({ title }) => title)))];
}

function rowNames(runs: readonly Run[], title: string): string[] {
  return [...new Set(runs.flatMap((run) => rowsOf(run, title).map(([name]) => name)))];
}

function valueOf(run: Run, title: string, name: string): string | undefined {
  return rowsOf(run, title).find(([candidate]) => candidate === name)?.[1];
}

function rowsOf({ parameters }: Run, title: string): readonly (readonly [string, string])[] {
  return parameters.find((group) => group.title === title)?.rows ?? [];
}
