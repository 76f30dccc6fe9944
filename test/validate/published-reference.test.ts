import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publishedSuites } from '../../src/settings/suite-file.js';
import { loadPublishedReference } from '../../src/validate/published-reference.js';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';
import { sampleReference } from './sample-reference.js';

const folder = temporaryFolder();

test('the shipped tables have the 39 published runs', () => {
  const runs = publishedSuites().flatMap(({ reference }) =>
    loadPublishedReference(reference).cells.flatMap((cell) => cell.runs),
  );
  expect(runs).toHaveLength(39);
});

test('tables are loaded from a file as well', () => {
  const file = join(folder, 'tables.json');
  writeFileSync(file, JSON.stringify(sampleReference()));
  expect(loadPublishedReference(file)).toEqual(sampleReference());
});

test('an unknown name proposes the nearest', () => {
  expect(() => loadPublishedReference('auto-converge-refinement-v2')).toThrow(
    /^--reference: auto-converge-refinement-v2 is not .* did you mean auto-converge-refinements-v2\?$/,
  );
});

const sample = sampleReference();
const [cell] = sample.cells;
const [published] = cell.runs;
const { downtime_ms: downtime, ...withoutDowntime } = published;
const withCell = (changes: object): object => ({ ...sample, cells: [{ ...cell, ...changes }] });

test.each([
  [
    'a missing key',
    withCell({ runs: [withoutDowntime] }),
    /^cells\[0\]\.runs\[0\]\.downtime_ms: missing/,
  ],
  [
    'another unit',
    withCell({ runs: [{ ...withoutDowntime, downtime_s: downtime / 1000 }] }),
    /^cells\[0\]\.runs\[0\]\.downtime_s: unknown key; did you mean downtime_ms\?$/,
  ],
  [
    'an unknown mode',
    withCell({ mode: 'orginal' }),
    /^cells\[0\]\.mode: orginal is not a mode of the suite cover-letter-v1; .* did you mean original\?$/,
  ],
])('%s is one sentence with the JSON path', async (_what, table, said) => {
  const file = join(folder, 'bad.json');
  writeFileSync(file, JSON.stringify(table));
  const host = ['--host', 'smartx-v1'];
  const { code, err, out } = await run(['validate', '--reference', file, ...host]);
  expect([code, out]).toEqual([2, '']);
  const [, sentence] = /^error: [^:]+: (.*)\n$/.exec(err) ?? [];
  expect(sentence).toMatch(said);
});
