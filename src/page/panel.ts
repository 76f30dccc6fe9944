import uPlot from 'uplot';
import { drawLine, type LineStyle } from './draw-lines.js';
import {
  drawIterationLines,
  drawIterationStars,
  drawStatusLabels,
  statusRowPx,
} from './draw-marks.js';
import { choiceButtons, element, toggleButton } from './element.js';
import { withSeparators } from '../report/plot/number-format.js';
import { type Line, type Run, valuesWithin } from './page-run.js';
import type { LineKind, PanelForm, PanelKind } from './panel-kinds.js';
import { color, runColorName, runColors } from './theme.js';
import { fullSpan, shiftOf, shownRuns, type View } from './view.js';

/** Of more runs than this, names of statuses would cover the lines. */
const mostStatusRows = 3;

/** What a panel tells the page. */
export interface PanelEvents {
  zoomed(from: number, until: number): void;
  /** The pointer is at `left` pixels of the plot; null when it has left. */
  pointed(panel: Panel, left: number | null): void;
}

/** A chart with its title and its buttons. uPlot gives the axes, the cursor and the zoom. */
export class Panel {
  readonly section: HTMLElement;
  chart: uPlot;
  private readonly unitText = element('small');
  private readonly holder: HTMLElement;
  private form: PanelForm;
  private isLog = false;

  constructor(
    readonly kind: PanelKind,
    private readonly runs: readonly Run[],
    private readonly view: View,
    private readonly events: PanelEvents,
    width: number,
  ) {
    this.form = kind.forms[0];
    this.unitText.textContent = this.form.unit;
    this.holder = element('div', { class: 'plot', tabindex: '0', role: 'img' });
    this.holder.setAttribute('aria-label', `${kind.title} over time`);
    this.section = element('section', { class: 'panel', id: `panel-${kind.id}` }, [
      element('header', {}, [
        element('h2', {}, [kind.title, this.unitText]),
        element('p', {}, [kind.note]),
        this.controls(),
      ]),
      this.holder,
    ]);
    this.chart = this.newChart(width);
  }

  /** Draws again, after the runs that are shown or their places have changed. */
  refresh(): void {
    const { from, until } = fullSpan(this.runs, this.view);
    const zoom = this.view.zoom ?? { from, until };
    this.chart.batch(() => {
      this.chart.setData(emptyData(from, until), false);
      this.chart.setScale('x', { min: zoom.from, max: zoom.until });
    });
    this.fitY();
  }

  setWidth(width: number): void {
    this.chart.setSize({ width, height: this.kind.height });
  }

  /** Lines of a run that are shown, with their kind. */
  linesOf(run: Run): { readonly line: Line; readonly kind: LineKind }[] {
    return this.form.kinds
      .filter(({ isShown }) => isShown)
      .flatMap((kind) => {
        const own = run.lines.filter(({ quantity }) => quantity === kind.quantity);
        return own
          .filter(({ thread }) => (thread !== null) === kind.isThread)
          .map((line) => ({ line, kind }));
      });
  }

  get unit(): string {
    return this.form.unit;
  }

  private newChart(width: number): uPlot {
    const { from, until } = fullSpan(this.runs, this.view);
    return new uPlot(this.options(width), emptyData(from, until), this.holder);
  }

  private controls(): HTMLElement {
    const { forms, canBeLog } = this.kind;
    const toggles = element('div', { class: 'toggles' });
    const fill = () => {
      const { kinds } = this.form;
      toggles.replaceChildren(
        ...(kinds.length < 2 ? [] : kinds.map((kind) => this.kindToggle(kind))),
      );
    };
    fill();
    const log = canBeLog
      ? toggleButton('log', false, (isLog) => {
          this.isLog = isLog;
          const { width } = this.chart;
          this.chart.destroy();
          this.chart = this.newChart(width);
          this.refresh();
        })
      : null;
    log?.classList.add('plain');
    if (forms.length < 2) return element('div', { class: 'controls' }, [toggles, log]);
    const names = Object.fromEntries(forms.map(({ unit }) => [unit, unit]));
    const choice = choiceButtons({
      label: 'unit',
      names,
      chosen: this.form.unit,
      choose: (name) => {
        this.form = forms.find(({ unit }) => unit === name) ?? this.form;
        this.unitText.textContent = this.form.unit;
        fill();
        this.refresh();
      },
    });
    return element('div', { class: 'controls' }, [toggles, log, choice]);
  }

  private kindToggle(kind: LineKind): HTMLElement {
    const made = toggleButton(kind.label, kind.isShown, (isShown) => {
      kind.isShown = isShown;
      this.refresh();
    });
    if (kind.isDashed) made.classList.add('dashed');
    if (kind.isThread) made.classList.add('thin');
    return made;
  }

  private options(width: number): uPlot.Options {
    return {
      width,
      height: this.kind.height,
      legend: { show: false },
      padding: [8, 12, 0, 0],
      scales: {
        x: { time: false },
        y: { auto: false, distr: this.isLog ? 3 : 1, range: () => this.yRange() },
      },
      series: [{}, { show: true, paths: () => null, points: { show: false } }],
      axes: [
        {
          ...axisStyle,
          size: 30,
          values: (_, ticks) => secondTexts(ticks),
        },
        {
          ...axisStyle,
          size: 62,
          values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : withSeparators(tick))),
          space: 28,
        },
      ],
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: true, y: false, dist: 4 },
        sync: { key: 'time', scales: ['x', null], setSeries: false },
      },
      hooks: {
        draw: [() => this.draw()],
        setScale: [
          (chart, key) => {
            if (key !== 'x') return;
            const { min = 0, max = 1 } = chart.scales['x'];
            this.events.zoomed(min, max);
            // uPlot forgets what is set while it sets.
            queueMicrotask(() => this.fitY());
          },
        ],
        setCursor: [
          ({ cursor }) => {
            const { left = -1, event } = cursor;
            if (event === undefined || event === null) return;
            this.events.pointed(this, left < 0 ? null : left);
          },
        ],
      },
    };
  }

  private fitY(): void {
    const [min, max] = this.yRange();
    this.chart?.setScale('y', { min, max });
  }

  /** From zero, or the lowest point of a logarithmic axis, to a little above the highest in view. */
  private yRange(): [min: number, max: number] {
    const { min = -Infinity, max = Infinity } = this.chart?.scales['x'] ?? {};
    let highest = this.kind.leastMax;
    let lowest = Infinity;
    for (const run of shownRuns(this.runs, this.view)) {
      const shift = shiftOf(run, this.view);
      for (const { line, kind } of this.linesOf(run)) {
        for (const value of valuesWithin(line, min - shift, max - shift, kind.isStepped)) {
          if (value > highest) highest = value;
          if (value > 0 && value < lowest) lowest = value;
        }
      }
    }
    const room = this.statusRows() * (statusRowPx / this.kind.height);
    if (highest === 0) return [this.isLog ? 0.1 : 0, 1];
    if (!this.isLog) return [0, (highest * 1.06) / (1 - room)];
    const floor = Math.min(lowest, highest) / 1.2;
    return [floor, highest * 1.2 * (highest / floor) ** (room / (1 - room))];
  }

  /** Lines of text that the labels of statuses take above the lines. */
  private statusRows(): number {
    if (this.kind.id !== 'guest' || !this.kind.hasMarks) return 0;
    const shown = shownRuns(this.runs, this.view).length;
    return shown <= mostStatusRows ? shown : 1;
  }

  private draw(): void {
    const shown = shownRuns(this.runs, this.view);
    const alone = this.view.focus ?? (shown.length === 1 ? shown[0].number : null);
    for (const run of shown) {
      if (this.kind.hasMarks && run.number === alone) {
        drawIterationLines(this.chart, run, shiftOf(run, this.view), color('--iteration'));
      }
    }
    for (const run of shown) this.drawRun(run, shown.length === 1);
    if (this.kind.id === 'guest' && this.kind.hasMarks) this.drawGuestMarks(shown);
  }

  private drawRun(run: Run, isOnly: boolean): void {
    const { focus } = this.view;
    const isBack = focus !== null && focus !== run.number;
    for (const { line, kind } of this.linesOf(run)) {
      const isThread = line.thread !== null;
      const style: LineStyle = {
        color: color(runColorName(run.number)),
        widthPx: isThread ? 0.9 : 1.8,
        opacity: (isThread ? 0.45 : 1) * (isBack ? 0.15 : 1),
        dash: kind.isDashed ? [5, 3] : run.number >= runColors ? [9, 2] : [],
        isStepped: kind.isStepped,
        isFilled: isOnly && !isThread && !kind.isDashed && this.kind.hasMarks,
      };
      drawLine(this.chart, line, shiftOf(run, this.view), style);
    }
  }

  private drawGuestMarks(shown: readonly Run[]): void {
    const hasRows = shown.length <= mostStatusRows;
    for (const [row, run] of shown.entries()) {
      const ink = color(runColorName(run.number));
      const shift = shiftOf(run, this.view);
      drawIterationStars(this.chart, run, shift, ink);
      drawStatusLabels(this.chart, run, shift, {
        ink,
        row: hasRows ? row : 0,
        hasText: hasRows || run.number === this.view.focus,
        hasActive: shown.length === 1,
      });
    }
  }
}

/** What uPlot needs to know where the time axis begins and ends; the lines are drawn by us. */
function emptyData(from: number, until: number): uPlot.AlignedData {
  return [
    [from, until],
    [0, 0],
  ];
}

const gridStyle = { stroke: () => color('--grid'), width: 1 };

const axisStyle: uPlot.Axis = {
  stroke: () => color('--ink-soft'),
  grid: gridStyle,
  ticks: gridStyle,
  font: '12px system-ui, sans-serif',
};

/** Times of the axis, with a unit. */
function secondTexts(ticks: readonly number[]): string[] {
  return ticks.map((tick) => `${withSeparators(tick)} s`);
}
