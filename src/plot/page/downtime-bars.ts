import { element } from './element.js';
import { shortNumber } from '../number-format.js';
import type { Run } from './page-run.js';
import { shownRuns, type View } from './view.js';

/** The downtimes of the runs, each as a bar of its parts. */
export class DowntimeBars {
  readonly section = element('section', { class: 'panel', id: 'panel-downtime' });

  constructor(
    private readonly runs: readonly Run[],
    private readonly view: View,
  ) {
    this.refresh();
  }

  refresh(): void {
    const shown = shownRuns(this.runs, this.view);
    const longest = Math.max(1, ...shown.map(({ downtime }) => downtime?.totalMs ?? 0));
    const limit = Math.max(0, ...shown.map(({ downtime }) => downtime?.limitMs ?? 0));
    // A limit far above all bars would press them to the edge.
    const hasLimits = limit <= longest * 5;
    const largest = (hasLimits ? Math.max(longest, limit) : longest) * 1.04;
    const limitNote = hasLimits ? 'the thin line is the limit' : 'the limit is far to the right';
    this.section.replaceChildren(
      element('header', {}, [
        element('h2', {}, ['Downtime']),
        element('p', {}, [`in its parts where they are known; ${limitNote}`]),
      ]),
      element('table', { class: 'bars' }, [
        element(
          'tbody',
          {},
          shown.map((run) => barRow(run, largest)),
        ),
      ]),
      partsTable(shown.filter(({ downtime }) => downtime?.parts)),
    );
  }
}

function barRow({ label, downtime, outcome }: Run, largest: number): HTMLElement {
  const head = element('th', { scope: 'row' }, [label]);
  if (downtime === null) {
    const cell = element('td', { class: 'none', colspan: '2' }, [`none: ${outcome.status}`]);
    return element('tr', {}, [head, cell]);
  }
  const parts = downtime.parts ?? [{ name: 'Not split', ms: downtime.totalMs }];
  const bar = element(
    'div',
    { class: 'bar' },
    parts.map(({ name, ms }, at) => {
      const part = element('span', { title: `${name}: ${shortNumber(ms)} ms` });
      part.style.width = `${(ms / largest) * 100}%`;
      part.style.background = partColor(downtime.parts === null ? null : at);
      return part;
    }),
  );
  if (downtime.limitMs !== null && downtime.limitMs <= largest) {
    const limit = element('span', { class: 'limit', title: `limit: ${downtime.limitMs} ms` });
    limit.style.left = `${(downtime.limitMs / largest) * 100}%`;
    bar.append(limit);
  }
  const limitText = downtime.limitMs === null ? '' : ` of ${downtime.limitMs}`;
  const text = `${shortNumber(downtime.totalMs)} ms${limitText}`;
  return element('tr', {}, [
    head,
    element('td', {}, [bar]),
    element('td', { class: 'number' }, [text]),
  ]);
}

/** The parts in figures: those that are too short to be seen are not too short to matter. */
function partsTable(runs: readonly Run[]): HTMLElement | string {
  if (runs.length === 0) return '';
  const names = runs[0].downtime!.parts!.map(({ name }) => name);
  const rows = names.map((name, at) => {
    const swatch = element('i', { class: 'swatch' });
    swatch.style.background = partColor(at);
    return element('tr', {}, [
      element('th', { scope: 'row' }, [swatch, `${name}, ms`]),
      ...runs.map(({ downtime }) =>
        element('td', { class: 'number' }, [shortNumber(downtime!.parts![at].ms)]),
      ),
    ]);
  });
  const heads = runs.map(({ label }) => element('th', { scope: 'col' }, [label]));
  return element('div', { class: 'scroll' }, [
    element('table', { class: 'figures' }, [
      element('thead', {}, [element('tr', {}, [element('td'), ...heads])]),
      element('tbody', {}, rows),
    ]),
  ]);
}

function partColor(part: number | null): string {
  return part === null ? 'var(--part-whole)' : `var(--part-${part + 1})`;
}
