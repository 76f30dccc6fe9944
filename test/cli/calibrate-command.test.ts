import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostProfileSchema } from '../../src/profiles/host-profile.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { sampleReference } from '../validate/sample-reference.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';
import { isDeep } from '../support/draws.js';

const folder = temporaryFolder();
const reference = join(folder, 'tables.json');

test('writes a profile of fitted and other values, and prints the fitted ones', async () => {
  writeFileSync(reference, JSON.stringify(sampleReference()));
  const start = join(folder, 'start.json');
  const generic = loadHostProfile('generic-10g');
  writeFileSync(start, JSON.stringify({ ...generic, accelerator: 'tcg' }));
  const file = join(folder, 'out.json');
  const { code, out, err } = await run(
    `calibrate --reference ${reference} --rows original --name my-lab --start ${start} --qemu 8.2 --out ${file}`.split(
      ' ',
    ),
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const text = readFileSync(file, 'utf8');
  const host = hostProfileSchema.parse(JSON.parse(text));
  expect(host).toMatchObject({
    name: 'my-lab',
    description: 'Test bed of the published tables tables.',
    qemu: '8.2',
    accelerator: 'tcg',
  });
  expect(text).toBe(`${JSON.stringify(host, null, 2)}\n`);
  expect(host.parameters.linkLatencyUs).toEqual(generic.parameters.linkLatencyUs);
  const { value, provenance, source, uncertainty } = host.parameters.linkGbitPerSecond;
  expect(uncertainty).toBeDefined();
  expect({ provenance, source }).toEqual({
    provenance: 'fitted',
    source: 'fitted by guestperf-sim calibrate on the rows "original" of tables',
  });
  expect(out).toContain('host my-lab\n');
  expect(out).toMatch(new RegExp(`\\| linkGbitPerSecond +\\| ${value} +\\|`));
  expect(out).toMatch(/\nloss \d+\.\d{3} after \d+ evaluations\n$/);
});

test.runIf(isDeep)(
  "keeps the version and the dirty log of --start, which is the tables' own host if absent",
  async () => {
    writeFileSync(reference, JSON.stringify(sampleReference()));
    const generic = loadHostProfile('generic-10g');
    expect(generic).toMatchObject({ qemu: '10.2', dirtyLog: 'manual-protect' });
    const file = join(folder, 'kept.json');
    expect(await run(['calibrate', '--reference', reference, '--out', file])).toMatchObject({
      code: 0,
    });
    const { qemu, dirtyLog, parameters } = hostProfileSchema.parse(
      JSON.parse(readFileSync(file, 'utf8')),
    );
    expect({ qemu, dirtyLog }).toEqual({ qemu: '10.2', dirtyLog: 'manual-protect' });
    expect(parameters.loggedPageNs).toEqual(generic.parameters.loggedPageNs);
  },
);

test('tables without rows of that mode are refused', async () => {
  const [cell] = sampleReference().cells;
  const file = join(folder, 'refined.json');
  const refined = sampleReference({ cells: [{ ...cell, mode: 'background sync' }] });
  writeFileSync(file, JSON.stringify(refined));
  const out = join(folder, 'none.json');
  expect(await run(['calibrate', '--reference', file, '--out', out])).toMatchObject({
    code: 2,
    err: 'error: --rows: original is not a mode of tables\n',
  });
});

test('an interruption before it begins is heard', async () => {
  const file = join(folder, 'interrupted.json');
  writeFileSync(reference, JSON.stringify(sampleReference()));
  const args = ['calibrate', '--reference', reference, '--out', file];
  expect(await run(args, { isInterrupted: true })).toEqual({
    code: 130,
    out: '',
    err: 'interrupted: no profile written\n',
  });
  expect(existsSync(file)).toBe(false);
});
