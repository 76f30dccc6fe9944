import type uPlot from 'uplot';
import type { Place } from './place.js';

/** Where values are in a chart, as its scales are now. */
export function placeIn(chart: uPlot): Place {
  const { bbox, scales } = chart;
  const ratio = devicePixelRatio;
  const box = {
    x: bbox.left / ratio,
    y: bbox.top / ratio,
    width: bbox.width / ratio,
    height: bbox.height / ratio,
  };
  const { min: from = 0, max: until = 1 } = scales['x'];
  return {
    box,
    from,
    until,
    lowest: scales['y'].min ?? 0,
    x: (seconds) => box.x + chart.valToPos(seconds, 'x'),
    y: (value) => box.y + chart.valToPos(value, 'y'),
  };
}
