import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { pageData, pointBudget } from '../../src/plot/page-data.js';
import { offlinePage } from '../../src/documents/offline-page.js';
import { textToNumbers } from '../../src/plot/number-text.js';
import type { PlotChoice } from '../../src/plot/plot-choice.js';
import { reportChart } from '../../src/plot/report-chart.js';
import { recordedDocument, recordedReport } from '../support/recorded-reports.js';

const everything: PlotChoice = {
  iterations: true,
  totalGuest: true,
  splitGuest: true,
  qemuCpu: true,
  vcpuCpu: true,
  progress: true,
  align: 'migration',
};

const assets = { script: 'run("&<");', style: 'b{}' };

function pageNamed(name: string): string {
  const { scenario } = recordedDocument();
  const report = recordedReport({ scenario: { ...scenario, name }, kernel: name });
  return offlinePage(pageData([reportChart(report, name)], everything, 'test'), assets);
}

test('what a report says stays text, in the title and in the data', () => {
  const page = pageNamed('</script><img src=x onerror=alert(1)> & "<!--');
  expect(page).toContain('<title>&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; &amp; &quot;');
  expect(page).not.toContain('<img');
  expect(page).not.toContain('<!--');
  expect(page.match(/<\/script>/g)).toHaveLength(2);
  const data = /id="data">(.*)<\/script>/.exec(page)?.[1] ?? '';
  expect(JSON.parse(data).runs[0].label).toBe('</script><img src=x onerror=alert(1)> & "<!--');
});

test('the policy of the page allows its own program and nothing from elsewhere', () => {
  const hash = createHash('sha256').update(assets.script).digest('base64');
  const page = pageNamed('plain');
  expect(page).toContain(
    `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'`,
  );
  expect(page).not.toMatch(/(src|href)=/);
});

test('lines of many points are thinned to the budget and keep their peaks', () => {
  const count = 3 * pointBudget;
  const timings = Array.from({ length: count }, (_, at) => ({
    tid: 1,
    timestamp: 1_700_000_000 + at / 100,
    value: at === 54_321 ? 77_777 : 300 + (at % 7),
  }));
  const chart = reportChart(recordedReport({ guest_timings: timings }), 'long.json');
  const [run] = pageData([chart], everything, 'test').runs;
  const lengths = run.series.map(({ seconds }) => textToNumbers(seconds, 1).length);
  expect(lengths.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(pointBudget);
  const guest = run.series.find(({ quantity }) => quantity === 'copyTime')!;
  const values = textToNumbers(guest.values, guest.unit);
  expect(Math.max(...values)).toBe(77_780);
  expect(Math.min(...values)).toBe(300);
});

test('folders of the files do not get into the page', () => {
  const chart = reportChart(recordedReport(), '/home/somebody/secret/run.json');
  expect(JSON.stringify(pageData([chart], everything, 'test'))).not.toContain('somebody');
});
