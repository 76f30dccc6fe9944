import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ClusterFolder, documentedBlock } from './cluster-docs.js';

const folder = new ClusterFolder();

test("the documented job's command, once for each index, gives the undivided sweep", () => {
  const manifest = documentedBlock('yaml');
  const number = (key: string): number => Number(new RegExp(`${key}: (\\d+)`).exec(manifest)?.[1]);
  const command = />-\n((?: {14}.*\n)+)/.exec(manifest)?.[1].replaceAll(/\s+/g, ' ') ?? '';
  expect(command).toContain(`--shard auto/${number('completions')} `);
  const RESULTS = folder.file('results');
  mkdirSync(RESULTS);
  for (let index = 0; index < number('completions'); index++) {
    const { status, stderr } = folder.shell(command, {
      RESULTS,
      JOB_COMPLETION_INDEX: String(index),
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
  }
  expect(folder.shell(documentedBlock('sh kubernetes'), { RESULTS }).status).toBe(0);
  expect(folder.text('sweep.ndjson')).toBe(folder.undivided());
});
