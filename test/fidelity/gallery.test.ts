import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseGuestperfReport } from '../../src/guestperf/report-reader.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';

const folder = temporaryFolder();
const runs: readonly { readonly report: string; readonly options: string }[] = JSON.parse(
  readFileSync(join(packageRoot(), 'scripts', 'gallery-runs.json'), 'utf8'),
);

test.each(runs)('the gallery can show $report', async ({ report, options }) => {
  const { code, out } = await run(['run', ...options.split(' '), '--format', 'guestperf']);
  expect(code).toBe(0);
  const { progress_history } = parseGuestperfReport(report, out, 'TEST');
  expect(progress_history.at(-1)?.status).toBe('completed');
  writeFileSync(join(folder, report), out);
});

test('the page of all of them is a small file', async () => {
  const page = join(folder, 'headline.html');
  const reports = runs.map(({ report }) => join(folder, report));
  expect(await run(['plot', ...reports, '--output', page])).toMatchObject({ code: 0, err: '' });
  const text = readFileSync(page, 'utf8');
  const data = JSON.parse(/id="data">(.*)<\/script>/.exec(text)?.[1] ?? '');
  expect(data.runs).toHaveLength(runs.length);
  expect(text.length).toBeLessThanOrEqual(400_000);
});
