import uPlot from 'uplot';
import { drawShapes } from '../../page/canvas.js';
import { element } from '../../page/element.js';
import { axisData, chartOptions } from './chart-options.js';
import type { Run } from './page-run.js';
import type { Panel } from './panel.js';
import { plotShapes, starStripPx } from './plot-shapes.js';
import { runSign } from './run-sign.js';

/** A value of an axis and what stands there. */
export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** One chart of a panel: of all runs that are shown, or of one, with the others as shadows behind it. */
export class Plot {
  /** The chart with its caption. */
  readonly cell: HTMLElement;
  /** What has the focus. */
  readonly holder: HTMLElement;
  readonly chart: uPlot;
  /** What its axes say, as they were drawn last. */
  readonly ticks: Record<'x' | 'y', readonly Tick[]> = { x: [], y: [] };

  constructor(
    readonly panel: Panel,
    readonly front: readonly Run[],
    readonly behind: readonly Run[],
    size: { readonly width: number; readonly height: number },
  ) {
    this.holder = element('div', { class: 'plot', tabindex: '0', role: 'img' });
    const caption = behind.length === 0 ? null : captionOf(front[0]);
    this.cell = element('figure', { class: 'cell' }, [caption, this.holder]);
    this.chart = new uPlot(chartOptions(this, size), axisData(panel.view.full), this.holder);
    this.holder.addEventListener('keydown', (event) => panel.events.keyPressed(this, event));
    this.holder.addEventListener('blur', () => panel.events.pointed(this, null));
  }

  /** Room below the plot for the stars of iterations, px. */
  get stripPx(): number {
    return this.panel.kind.hasStatuses ? starStripPx(this.front.length) : 0;
  }

  /** Draws what uPlot does not. */
  draw({ ctx }: uPlot): void {
    // It draws for the first time before it is known here.
    if (this.chart === undefined) return;
    ctx.save();
    ctx.scale(devicePixelRatio, devicePixelRatio);
    drawShapes(ctx, plotShapes(this));
    ctx.restore();
  }
}

function captionOf(run: Run): HTMLElement {
  return element('figcaption', {}, [runSign(run), element('span', {}, [run.label])]);
}
