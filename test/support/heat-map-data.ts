import type { HeatMapPageData } from '../../src/sweep/heat-map-data.js';

/** What a page of heat maps carries for its program. */
export function heatMapData(page: string): HeatMapPageData {
  const text = /id="data">(.*)<\/script>/.exec(page)?.[1];
  if (text === undefined) throw new Error('no data in the page');
  return JSON.parse(text) as HeatMapPageData;
}
