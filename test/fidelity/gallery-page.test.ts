import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chartsOfFile } from '../../src/plot/chart-file.js';
import { pageData } from '../../src/plot/page-data.js';

const folder = new URL('../../results/gallery/', import.meta.url);
const page = readFileSync(new URL('headline.html', folder), 'utf8');
const runs: { readonly report: string }[] = JSON.parse(
  readFileSync(new URL('runs.json', folder), 'utf8'),
);

test('the page of the gallery is that of its six reports', () => {
  const data = JSON.parse(/id="data">(.*)<\/script>/.exec(page)?.[1] ?? '');
  const charts = runs.flatMap(({ report }) =>
    chartsOfFile(report, readFileSync(new URL(report, folder), 'utf8')),
  );
  expect(charts).toHaveLength(6);
  expect(data).toEqual(JSON.parse(JSON.stringify(pageData(charts, data.choice, data.generator))));
});

test('it is a small file', () => {
  expect(page.length).toBeLessThanOrEqual(400_000);
});
