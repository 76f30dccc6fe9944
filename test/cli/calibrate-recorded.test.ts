import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostProfileSchema } from '../../src/profiles/host-profile.js';
import { recordedDocument } from '../support/recorded-reports.js';
import { guestperfReportOf } from '../calibrate/recorded/sample-runs.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();
const recordings = 'test/support/recordings';
const [light, xbzrle] = ['A-w128d20-bw64-q72-r1', 'G-xbzrle-c256-w128d100sparse-q72-r1'].map(
  (name) => join(recordings, `${name}.json`),
);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('writes a profile and prints what runs tell, what they do not, and how well they predict', async () => {
  const output = join(folder, 'my-hosts.json');
  const { code, err, out } = await run([
    'calibrate',
    '--recorded',
    light,
    xbzrle,
    '--output',
    output,
  ]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const host = hostProfileSchema.parse(JSON.parse(readFileSync(output, 'utf8')));
  expect(host).toMatchObject({
    name: 'my-hosts',
    description:
      'Hosts of 2 recorded migrations: A-w128d20-bw64-q72-r1.json, G-xbzrle-c256-w128d100sparse-q72-r1.json.',
    qemu: '7.2',
    accelerator: 'tcg',
    dirtyLog: 'clear-at-sync',
  });
  expect(host.parameters.guestKernelMib).toMatchObject({ provenance: 'measured' });
  expect(out).toMatch(/^host my-hosts\nQEMU 7\.2, tcg, dirty log clear-at-sync\n/);
  expect(out).toMatch(/\| guestKernelMib +\| 6\d[.\d]* +\| [\d.]+ \([\d.]+%\)/);
  expect(out).toMatch(/\n\| max-bandwidth +\| 64 MiB\/s +\| A-w128/);
  expect(out).toContain('\nwhat these runs do not tell, kept from generic-10g\n');
  expect(out).toMatch(/\ntotaltime MAPE \d\.\d% over 2 runs, downtime [\d.]+% \([\d.]+ ms\)\n$/);
});

test('--out is the same as --output, and a single run has no error of prediction', async () => {
  const out = join(folder, 'single.json');
  const single = await run(['calibrate', '--recorded', light, '--out', out, '--name', 'lab']);
  expect(single).toMatchObject({ code: 0, err: '' });
  expect(single.out).toContain('not known: that needs two runs at least');
  expect(hostProfileSchema.parse(JSON.parse(readFileSync(out, 'utf8'))).name).toBe('lab');
});

test('what a guest ran is the word of the command line where a report has none', async () => {
  const { extra: _, ...silent } = JSON.parse(readFileSync(light, 'utf8')) as { extra: object };
  const watched = file('watched.json', JSON.stringify({ ...silent, extra: { accel: 'tcg' } }));
  const args = ['calibrate', '--recorded', watched, '--output', join(folder, 'watched-host.json')];
  const { code, out } = await run(args);
  expect(code).toBe(0);
  expect(out).toContain('it does not say what the guest ran: --stress-mem or --workload may');
  const told = await run([...args, '--stress-mem', '128']);
  expect(told.out).not.toContain('it does not say');
  expect(told.out).toMatch(/\| guestKernelMib +\|/);
});

test.each([
  [
    'a file that is no run',
    () => [file('no-run.json', '{"hardware": 1}')],
    /^error: .*no-run\.json.*\n$/,
  ],
  [
    'a torn line',
    () => [file('torn.ndjson', '{"status": "active", "total-time": 1}\n{"status": "act')],
    /^error: .*torn\.ndjson.*\n$/,
  ],
  [
    'runs of two hosts',
    () => [light, file('kvm.json', JSON.stringify(recordedDocument({ extra: { accel: 'kvm' } })))],
    /^error: --recorded: .*A-w128d20.* and .*kvm\.json are of different hosts: one ran under tcg, the other under kvm\n$/,
  ],
  [
    'a program that does not fit into its guest',
    () => [light, '--stress-mem', '4000'],
    /^error: --vm-mem: 384 is less than .*\n$/,
  ],
])('%s is refused in a sentence, and nothing is written', async (_, files, sentence) => {
  const output = join(folder, 'refused.json');
  const { code, err, out } = await run(['calibrate', '--output', output, '--recorded', ...files()]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(sentence);
  expect(existsSync(output)).toBe(false);
});

test('an interruption writes nothing', async () => {
  const output = join(folder, 'interrupted.json');
  const args = ['calibrate', '--recorded', light, '--output', output];
  expect(await run(args, { isInterrupted: true })).toEqual({
    code: 130,
    out: '',
    err: 'interrupted: no profile written\n',
  });
  expect(existsSync(output)).toBe(false);
});

test("the version of --qemu is the profile's", async () => {
  const { path, text } = guestperfReportOf('run.json', { host: 'smartx-v1', mem: 1, cpus: 1 });
  const output = join(folder, 'version.json');
  const recorded = file(path, text);
  const { out } = await run([
    'calibrate',
    '--recorded',
    recorded,
    '--qemu',
    '9.0',
    '--output',
    output,
  ]);
  expect(out).toContain('\nQEMU 9.0, kvm (no run names it: kept from generic-10g)');
  expect(hostProfileSchema.parse(JSON.parse(readFileSync(output, 'utf8'))).qemu).toBe('9.0');
});
