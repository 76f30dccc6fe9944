import { button, choiceButtons, element } from '../../page/element.js';
import { type PageTheme, themes } from '../../page/theme.js';
import type { Run } from './page-run.js';
import { runSign } from './run-sign.js';
import { layouts, mostApart, type View } from './view.js';

/** The legend and the controls of all panels; it stays in sight. */
export class Toolbar {
  readonly bar: HTMLElement;
  private readonly chips: readonly HTMLButtonElement[];
  private readonly reset: HTMLButtonElement;

  constructor(
    private readonly view: View,
    theme: PageTheme,
    hasCharts: boolean,
    private readonly changed: () => void,
    /** Called when another run is pointed at. */
    private readonly pointed: () => void,
  ) {
    this.chips = view.runs.map((run) => this.chip(run));
    this.reset = button('Reset zoom', { class: 'reset' }, () => {
      view.zoom = null;
      changed();
    });
    const zeros = { migration: 'From migrate', start: 'From own start' };
    const align = choiceButtons('zero of the time axis', zeros, view.firstAlign, (name) => {
      view.alignTo(name);
      changed();
    });
    const count = view.runs.length;
    const layout =
      count < 2 || count > mostApart
        ? null
        : choiceButtons('charts', layouts, view.layout, (name) => {
            view.layout = name;
            changed();
          });
    const colors = choiceButtons('colours of the page', themes, theme.theme, (name) =>
      theme.choose(name),
    );
    this.bar = element('nav', { class: 'toolbar', 'aria-label': 'runs and view' }, [
      element('div', { class: 'legend', role: 'group', 'aria-label': 'runs' }, this.chips),
      element('div', { class: 'tools' }, [
        ...(hasCharts ? [this.reset, layout, align] : []),
        colors,
      ]),
    ]);
  }

  /** Shows whether there is a zoom to reset. */
  showZoom(): void {
    this.reset.disabled = this.view.zoom === null;
  }

  private chip(run: Run): HTMLButtonElement {
    const { view } = this;
    const made = button('', { class: 'chip', 'aria-pressed': 'true' }, () => {
      if (!view.hidden.delete(run.number)) view.hidden.add(run.number);
      this.showRuns();
    });
    made.title = 'click: show or hide; double click, or the key o: only this one, or all';
    made.setAttribute('aria-keyshortcuts', 'o');
    made.append(runSign(run), element('span', {}, [run.label]));
    made.addEventListener('dblclick', () => this.isolate(run));
    made.addEventListener('keydown', ({ key }) => {
      if (key === 'o') this.isolate(run);
    });
    const focus = (number: number | null) => () => {
      if (view.runs.length < 2) return;
      view.focus = number !== null && view.hidden.has(number) ? null : number;
      this.pointed();
    };
    made.addEventListener('mouseenter', focus(run.number));
    made.addEventListener('mouseleave', focus(null));
    made.addEventListener('focus', () => {
      if (made.matches(':focus-visible')) focus(run.number)();
    });
    made.addEventListener('blur', focus(null));
    return made;
  }

  private isolate({ number }: Run): void {
    const { hidden, runs } = this.view;
    const others = runs.filter((run) => run.number !== number);
    const isAlone = !hidden.has(number) && others.every((run) => hidden.has(run.number));
    hidden.clear();
    if (!isAlone) for (const other of others) hidden.add(other.number);
    this.showRuns();
  }

  private showRuns(): void {
    for (const [number, chip] of this.chips.entries()) {
      chip.setAttribute('aria-pressed', String(!this.view.hidden.has(number)));
    }
    this.view.focus = null;
    this.changed();
  }
}
