import type uPlot from 'uplot';
import { withSeparators } from '../../documents/chart-number.js';
import { color } from '../../page/theme.js';
import type { TimeSpan } from '../time-axis.js';
import type { Plot, Tick } from './plot.js';

/** A chart of which uPlot draws the axes, the cursor and the zoom, and the plot the lines. */
export function chartOptions(
  plot: Plot,
  { width, height }: { readonly width: number; readonly height: number },
): uPlot.Options {
  const { panel } = plot;
  const strip = plot.stripPx;
  return {
    width,
    height: height + strip,
    legend: { show: false },
    padding: [8, 12, 0, 0],
    scales: {
      x: { time: false },
      y: { auto: false, distr: panel.isLog ? 3 : 1, range: () => panel.yRange() },
    },
    series: [{}, { paths: () => null, points: { show: false } }],
    axes: [
      {
        ...axisStyle,
        size: 26 + strip,
        gap: 5 + strip,
        values: (_, values) => (plot.ticks.x = ticksOf(values, ' s')).map(textOf),
      },
      {
        ...axisStyle,
        size: 62,
        gap: 5,
        space: 28,
        values: (_, values) => (plot.ticks.y = ticksOf(values, '')).map(textOf),
      },
    ],
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, dist: 4 },
      sync: { key: 'time', scales: ['x', null], setSeries: false },
    },
    hooks: {
      init: [
        ({ over }) => over.addEventListener('mouseleave', () => panel.events.pointed(plot, null)),
      ],
      draw: [(chart) => plot.draw(chart)],
      setScale: [
        (chart, key) => {
          const { min = 0, max = 1 } = chart.scales['x'];
          if (key === 'x') panel.zoomed(min, max);
        },
      ],
      // The cursors of the other charts move along, but the pointer is on one of them.
      setCursor: [
        ({ cursor: { left = -1 }, over }) => {
          if (over.matches(':hover') && left >= 0) panel.events.pointed(plot, left);
        },
      ],
    },
  };
}

/** What uPlot needs to know where the time axis begins and ends. */
export function axisData({ from, until }: TimeSpan): uPlot.AlignedData {
  return [
    [from, until],
    [0, 0],
  ];
}

export const axisFontPx = 12;

const gridStyle = { stroke: () => color('--grid'), width: 1 };

const axisStyle: uPlot.Axis = {
  stroke: () => color('--ink-soft'),
  grid: gridStyle,
  ticks: { ...gridStyle, size: 4 },
  font: `${axisFontPx}px system-ui, sans-serif`,
};

/** A logarithmic axis has ticks without a number. */
function ticksOf(values: readonly (number | null)[], unit: string): Tick[] {
  return values.map((value) => ({
    value: value ?? NaN,
    text: value === null ? '' : `${withSeparators(value)}${unit}`,
  }));
}

function textOf({ text }: Tick): string {
  return text;
}
