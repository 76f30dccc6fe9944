import { beforeAll, expect, test } from 'vitest';
import { checkedPercents as cuts } from '../../src/watch/forecast-check.js';
import { forecastSeries, type ForecastSeries } from '../support/forecast-series.js';
import { accuracyAt, forecastsPage } from '../support/forecasts-page.js';

/** At least and at most so much of the outcomes may be in intervals of 80 %. */
const coverage = { least: 0.65, most: 0.95 };

let series: readonly ForecastSeries[];
beforeAll(() => {
  series = forecastSeries('1');
});

test('docs/forecasts.md is what comes of real migrations', async () => {
  await expect(forecastsPage(series)).toMatchFileSnapshot('../../docs/forecasts.md');
});

test.each(cuts.map((percent, index) => ({ percent, index })))(
  'at $percent % intervals hold the end about as often as they say',
  ({ index }) => {
    const share = accuracyAt(series, index).within / series.length;
    expect(share).toBeGreaterThanOrEqual(coverage.least);
    expect(share).toBeLessThanOrEqual(coverage.most);
  },
);

test('no verdict is wrong and more than 90 % sure', () => {
  const verdicts = series.flatMap(({ forecasts }) => forecasts.map((made) => made?.converges ?? 1));
  expect(Math.min(...verdicts)).toBeGreaterThan(0.1);
});
