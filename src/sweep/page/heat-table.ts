import { element, scrollable } from '../../page/element.js';
import type { CellPlace, HeatView } from './heat-view.js';

/** What a table of cells tells the page. */
export interface CellEvents {
  /** The pointer or the focus is on a cell; null when it has left. */
  pointed(place: CellPlace | null, cell: HTMLElement | null): void;
  chosen(place: CellPlace): void;
}

/** Keys and by how many rows and columns they move. */
const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
  PageUp: [-Infinity, 0],
  PageDown: [Infinity, 0],
};

/** The cells of a map as a grid in which arrows move, and Enter shows the runs of a cell. */
export class HeatTable {
  readonly holder: HTMLElement;
  private readonly cells: readonly (readonly HTMLTableCellElement[])[];

  constructor(
    private readonly view: HeatView,
    private readonly events: CellEvents,
  ) {
    const { map, metricText } = view;
    this.cells = map.rows.map((_, row) =>
      map.columns.map((__, column) => this.cell({ row, column })),
    );
    const columnHead = element('tr', {}, [
      element('td', {}),
      element('th', { class: 'axis', colspan: String(map.columns.length) }, [map.columnName]),
    ]);
    const head = element('tr', {}, [
      element('th', { class: 'axis', scope: 'col' }, [map.rowName]),
      ...map.columns.map((name) => element('th', { scope: 'col' }, [name])),
    ]);
    const body = map.rows.map((name, row) =>
      element('tr', {}, [element('th', { scope: 'row' }, [name]), ...this.cells[row]]),
    );
    const label = `${metricText} by ${map.rowName} and ${map.columnName}`;
    const table = element('table', { class: 'heat', role: 'grid', 'aria-label': label }, [
      element('thead', {}, [columnHead, head]),
      element('tbody', {}, body),
    ]);
    table.addEventListener('keydown', (event) => this.pressKey(event));
    this.holder = scrollable(label, table);
    // The cells are what keys reach here, and the box scrolls with them.
    this.holder.removeAttribute('tabindex');
    this.makeReachable(view.chosen ?? { row: 0, column: 0 });
  }

  /** Marks the cell whose runs are shown. */
  showChosen(): void {
    const { chosen } = this.view;
    for (const [row, cells] of this.cells.entries()) {
      for (const [column, cell] of cells.entries()) {
        const isChosen = chosen?.row === row && chosen.column === column;
        cell.setAttribute('aria-selected', String(isChosen));
      }
    }
  }

  private cell(place: CellPlace): HTMLTableCellElement {
    const { view } = this;
    const cell = view.cellAt(place);
    const made = element('td', { role: 'gridcell', tabindex: '-1' }, [view.textOf(cell)]);
    const value = view.valueOf(cell);
    const { scale } = view;
    if (value === null || scale === null) {
      made.classList.add('none');
    } else {
      const { back, ink } = view.paint(value, scale);
      made.style.background = back;
      made.style.color = ink;
    }
    const said = cell === null ? 'no run' : `${view.textOf(cell)} ${view.metric.unit}`;
    made.setAttribute('aria-label', `${view.placeText(place)}: ${said}`);
    const point = () => this.events.pointed(cell === null ? null : place, made);
    made.addEventListener('mouseenter', point);
    made.addEventListener('focus', () => {
      this.makeReachable(place);
      if (made.matches(':focus-visible')) point();
    });
    for (const leave of ['mouseleave', 'blur']) {
      made.addEventListener(leave, () => this.events.pointed(null, null));
    }
    made.addEventListener('click', () => this.choose(place));
    return made;
  }

  private choose(place: CellPlace): void {
    if (this.view.cellAt(place) !== null) this.events.chosen(place);
  }

  /** Tab leads to one cell, from which arrows go on. */
  private makeReachable({ row, column }: CellPlace): void {
    for (const cell of this.cells.flat()) if (cell.tabIndex === 0) cell.tabIndex = -1;
    const cell = this.cells[row]?.[column];
    if (cell !== undefined) cell.tabIndex = 0;
  }

  private pressKey(event: KeyboardEvent): void {
    const row = this.cells.findIndex((cells) => cells.includes(event.target as never));
    if (row < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const column = this.cells[row].indexOf(event.target as never);
    if (event.key === 'Escape') this.events.pointed(null, null);
    const isChoice = event.key === 'Enter' || event.key === ' ';
    const step = steps[event.key];
    if (!isChoice && step === undefined) return;
    event.preventDefault();
    if (isChoice) {
      this.choose({ row, column });
      return;
    }
    const cells = this.cells[within(row + step[0], this.cells.length)];
    cells[within(column + step[1], cells.length)].focus();
  }
}

/** An index that is one of so many. */
function within(wanted: number, count: number): number {
  return Math.max(0, Math.min(count - 1, wanted));
}
