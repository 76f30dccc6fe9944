import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { recordedDocumentSchema } from '../../src/validate/recorded-record.js';
import {
  recordedDocument,
  recordedHardware,
  recordedProgress,
} from '../support/recorded-reports.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();
const [first, second] = ['first.json', 'second.json'].map((name) => join(folder, name));

/** A migration of an idle GiB that took a second. */
function report(name: string): object {
  const document = recordedDocument();
  return recordedDocument({
    hardware: recordedHardware({ cpus: 1 }),
    scenario: {
      ...document.scenario,
      name,
      downtime: 500,
      bandwidth: 125_000,
      max_iters: 30,
      max_time: 300,
      auto_converge: false,
      auto_converge_step: 10,
    },
    progress_history: [
      recordedProgress({
        status: 'completed',
        ram: {
          ...recordedProgress().ram,
          transferred_bytes: 4e8,
          remaining_bytes: 0,
          total_bytes: 1_610_612_736,
          iterations: 4,
        },
        duration: 1000,
        downtime: 100,
      }),
    ],
  });
}

beforeAll(() => {
  writeFileSync(first, JSON.stringify(report('one')));
  writeFileSync(second, JSON.stringify(report('two')));
});

test('JSON has an entry for each file in turn, however the files are given', async () => {
  const host = ['--host', 'generic-10g', '--format', 'json'];
  const { code, out } = await run(['validate', '--recorded', first, second, ...host]);
  expect(code).toBe(0);
  const { results } = recordedDocumentSchema.parse(JSON.parse(out));
  expect(results.map(({ path, name }) => [path, name])).toEqual([
    [first, 'one'],
    [second, 'two'],
  ]);
  expect(results[0].recorded).toMatchObject({ status: 'completed', total_time_ms: 1000 });
  expect(results[0].predicted?.total_time_ms).toBeGreaterThan(0);
  const again = await run(['validate', '--recorded', first, '--recorded', second, ...host]);
  expect(again.out).toBe(out);
});

test('--max-error is a gate for recordings as well', async () => {
  const args = ['validate', '--recorded', first, '--host', 'generic-10g', '--max-error'];
  expect((await run([...args, '10000'])).code).toBe(0);
  const { code, err } = await run([...args, '0']);
  expect(code).toBe(4);
  expect(err).toMatch(/^recordings: total time MAPE \d+\.\d\d% is above --max-error 0\n$/);
});

test('a report that is cut short, or is none, is answered in a sentence', async () => {
  const args = ['validate', '--host', 'generic-10g', '--recorded'];
  const file = join(folder, 'bad.json');
  writeFileSync(file, JSON.stringify(report('x')).slice(0, 100));
  const short = await run([...args, file]);
  expect(short).toMatchObject({ code: 2, out: '' });
  expect(short.err).toMatch(/^error: --recorded: .*bad\.json' is not JSON, or was cut short .*\n$/);
  writeFileSync(file, '{}');
  const none = await run([...args, first, file]);
  expect(none).toMatchObject({ code: 2, out: '' });
  expect(none.err).toMatch(/^error: .*bad\.json: hardware: missing.*\n$/);
});

test('--stress-mem says what a report does not, and the answer says how it was read', async () => {
  const args = ['validate', '--host', 'generic-10g', '--format', 'json', '--recorded', first];
  const readAs = async (...more: string[]) => {
    const { code, out } = await run([...args, ...more]);
    expect(code).toBe(0);
    const [{ predicted, read_as }] = recordedDocumentSchema.parse(JSON.parse(out)).results;
    return { transferred: predicted!.transferred_bytes, read_as };
  };
  const all = await readAs();
  const some = await readAs('--stress-mem', '100');
  expect(all.read_as.join()).toMatch(/does not say what the guest ran.*all 1 GiB.*--stress-mem/);
  expect(some.read_as).toEqual(['guest as the command line says']);
  expect(some.transferred).toBeLessThan(all.transferred / 3);
  expect((await readAs('--workload', 'idle')).transferred).toBeLessThan(some.transferred);
});

test('a strategy stands in for the rules of the QEMU that was recorded, and the answer says so', async () => {
  const args = ['validate', '--host', 'generic-10g', '--stress-mem', '900', '--format', 'json'];
  const [plain, own] = await Promise.all(
    [[], ['--strategy', 'proportional', '--strategy-target', '5']].map(async (more) => {
      const { code, err, out } = await run([...args, ...more, '--recorded', first]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      return recordedDocumentSchema.parse(JSON.parse(out)).results[0];
    }),
  );
  expect(plain.predicted).toMatchObject({ max_throttle_percent: 0 });
  expect(own.predicted?.max_throttle_percent).toBeGreaterThan(0);
  expect(own.read_as).toEqual([
    ...plain.read_as,
    expect.stringMatching(/^rules by the strategy proportional, file [0-9a-f]{16}$/),
  ]);
  const both = await run([...args, '--recorded', first, '--mode', 'original']);
  expect(both.err).toBe('error: --mode: original contradicts --recorded\n');
});

test('what the guest ran is said once, and of recordings only', async () => {
  const both = [
    '--recorded',
    first,
    '--host',
    'qemu-lab',
    '--stress-mem',
    '8',
    '--workload',
    'idle',
  ];
  expect(await run(['validate', ...both])).toMatchObject({
    code: 2,
    err: 'error: --stress-mem: contradicts --workload\n',
  });
  expect(await run(['validate', '--workload', 'idle'])).toMatchObject({
    code: 2,
    err: 'error: --workload: idle needs --recorded\n',
  });
});

test('an idle guest that its recording names as a stress program of nothing', async () => {
  const recording = 'test/support/recordings/A-idle1g-bw128-q100-r1.json';
  const { code, out } = await run(['validate', '--recorded', recording, '--host', 'qemu-lab']);
  expect(code).toBe(0);
  expect(out).toMatch(/idle guest\n$/);
});
