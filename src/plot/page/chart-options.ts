import type uPlot from 'uplot';
import { withSeparators } from '../../documents/chart-number.js';
import type { TimeSpan } from '../time-axis.js';
import { drawPanel } from './draw-panel.js';
import type { Panel } from './panel.js';
import { color } from './theme.js';

/** A chart of which uPlot draws the axes, the cursor and the zoom, and the panel the lines. */
export function chartOptions(panel: Panel, width: number): uPlot.Options {
  return {
    width,
    height: panel.kind.heightPx,
    legend: { show: false },
    padding: [8, 12, 0, 0],
    scales: {
      x: { time: false },
      y: { auto: false, distr: panel.isLog ? 3 : 1, range: () => panel.yRange() },
    },
    series: [{}, { paths: () => null, points: { show: false } }],
    axes: [
      { ...axisStyle, size: 30, values: (_, ticks) => ticks.map((tick) => tickText(tick, ' s')) },
      {
        ...axisStyle,
        size: 62,
        space: 28,
        values: (_, ticks) => ticks.map((tick) => tickText(tick, '')),
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
        ({ over }) => over.addEventListener('mouseleave', () => panel.events.pointed(panel, null)),
      ],
      draw: [() => drawPanel(panel)],
      setScale: [
        (chart, key) => {
          const { min = 0, max = 1 } = chart.scales['x'];
          if (key === 'x') panel.zoomed(min, max);
        },
      ],
      // The cursors of the other panels move along, but the pointer is on one of them.
      setCursor: [
        ({ cursor: { left = -1 }, over }) => {
          if (over.matches(':hover') && left >= 0) panel.events.pointed(panel, left);
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

const gridStyle = { stroke: () => color('--grid'), width: 1 };

const axisStyle: uPlot.Axis = {
  stroke: () => color('--ink-soft'),
  grid: gridStyle,
  ticks: gridStyle,
  font: '12px system-ui, sans-serif',
};

/** A logarithmic axis has ticks without a number. */
function tickText(tick: number | null, unit: string): string {
  return tick === null ? '' : `${withSeparators(tick)}${unit}`;
}
