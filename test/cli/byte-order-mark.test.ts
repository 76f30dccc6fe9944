import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readDirtyRates } from '../../src/observed/dirty-rate-reply.js';
import { chartsOfFile } from '../../src/plot/chart-file.js';
import { readTextFile } from '../../src/profiles/json-file.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import {
  loadHostProfile,
  loadPolicy,
  loadWorkloadProfile,
} from '../../src/profiles/profile-files.js';
import { loadAnySuite } from '../../src/settings/suite-file.js';
import { loadPublishedReference } from '../../src/validate/published-reference.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();
const mark = '\uFEFF';

/** A file with the bytes EF BB BF in front of what it is to hold. */
function marked(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, mark + text);
  return file;
}

describe('a byte-order mark is accepted', () => {
  test.each([
    ['profiles/hosts/generic-10g.json', loadHostProfile],
    ['profiles/workloads/dirty-rate-vector.json', loadWorkloadProfile],
    ['profiles/policies/kubevirt.json', loadPolicy],
    ['profiles/suites/cover-letter-v1.json', loadAnySuite],
    ['profiles/suites/guestperf.json', loadAnySuite],
    ['results/published/auto-converge-refinements-v1.json', loadPublishedReference],
  ])('in %s', (name, load) => {
    const original = join(packageRoot(), name);
    const file = marked('profile.json', readFileSync(original, 'utf8'));
    expect(load(file)).toEqual(load(original));
  });

  test('in a recorded series of progress', () => {
    const recording = new URL('../support/recordings/A-idle1g-bw128-q100-r1.json', import.meta.url);
    const file = marked('recording.json', readFileSync(recording, 'utf8'));
    expect(chartsOfFile(file, readTextFile(file, { option: 'plot' }))).toHaveLength(1);
  });

  test('in answers to query-dirty-rate', () => {
    const answer = '{"status": "measured", "dirty-rate": 100, "calc-time": 1}';
    expect(readDirtyRates([marked('rate.json', answer)])).toHaveLength(1);
  });

  test.each([
    ['csv', 'mem,stress-mem\n1,10\n'],
    ['json', '[{"mem": 1, "stress-mem": 10}]'],
  ])('in a matrix in %s', async (form, text) => {
    const { code } = await run(['sweep', '--matrix', marked(`matrix.${form}`, text)]);
    expect(code).toBe(0);
  });
});

describe.each(['json', 'ndjson', 'csv'])('results in %s with a byte-order mark', (form) => {
  const file = join(folder, `plain.${form}`);
  const small = '--mem 1 --stress-mem 10 --sleep 2 --repeat 2'.split(' ');
  beforeAll(async () => void (await run(['run', ...small, '--format', form, '--output', file])));

  test('are compared as without', async () => {
    const twin = marked(`marked.${form}`, readFileSync(file, 'utf8'));
    const { code, err } = await run(['compare', file, twin]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});

describe.each(['ndjson', 'csv'])('a sweep in %s with a byte-order mark', (form) => {
  const sweep = ['sweep', '--mem', '1', '--stress-mem', '10,20', '--format', form];
  const whole = join(folder, `sweep.${form}`);
  beforeAll(async () => void (await run([...sweep, '--output', whole])));

  test('is merged into a file without', async () => {
    const merged = join(folder, `merged.${form}`);
    const part = marked(`part.${form}`, readFileSync(whole, 'utf8'));
    expect(await run(['merge', part, '--output', merged])).toMatchObject({ code: 0 });
    expect(readFileSync(merged, 'utf8')).toBe(readFileSync(whole, 'utf8'));
  });

  test('goes on where it was torn', async () => {
    const text = readFileSync(whole, 'utf8');
    const file = marked(`torn.${form}`, text.slice(0, -30));
    const { code, err } = await run([...sweep, '--output', file, '--resume']);
    expect(code).toBe(0);
    expect(err).toContain('resuming: 1 of 2 runs done before');
    expect(readFileSync(file, 'utf8')).toBe(mark + text);
  });
});
