import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resultsDocumentSchema } from '../../src/results/results-document.js';
import { loadWorkloadProfile, shipped } from '../../src/profiles/profile-files.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();

test.each(shipped.workload())(
  'the shipped workload %s runs and is named in the record',
  async (name) => {
    const { code, out } = await run(
      `--mem 8 --cpus 4 --auto-converge --max-iters 100 --workload ${name} --format json`.split(
        ' ',
      ),
    );
    expect(code).toBe(0);
    const { results } = resultsDocumentSchema.parse(JSON.parse(out));
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ scenario: name, status: 'completed' });
    expect(results[0].workload).toBe(loadWorkloadProfile(name).workload.kind);
  },
);

test('a workload file is loaded by its path, and a mistake in it has a JSON path', async () => {
  const file = join(folder, 'own.json');
  const profile = {
    name: 'own',
    description: 'x',
    source: 'x',
    workload: { kind: 'random', workingSetMib: 64, mibPerSecond: 10 },
  };
  writeFileSync(file, JSON.stringify(profile));
  expect((await run(['--workload', file])).out).toMatch(/^ramsize: 64MB\n/);
  const faulty = { ...profile, workload: { ...profile.workload, mibPerSecond: 'fast' } };
  writeFileSync(file, JSON.stringify(faulty));
  expect(await run(['--workload', file])).toMatchObject({
    code: 2,
    err: `error: ${file}: workload.mibPerSecond: "fast" is not a number; allowed: 0.000001 to 100000000 (MiB/s; from a page in an hour to 100 TB/s, more than any machine has)\n`,
  });
});
