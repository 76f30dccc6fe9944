import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPublishedReference, publishedSuites } from '../../src/validate/published-reference.js';
import { temporaryFolder } from '../cli/folder.js';
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
