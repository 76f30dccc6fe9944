import { expect, test } from 'vitest';
import { runRecordSchema } from '../../src/results/run-record.js';
import { run } from '../cli/program.js';

const record = async (options: string) => {
  const { out } = await run(`--stress-mem 64 --format ndjson ${options}`.split(' '));
  return runRecordSchema.parse(JSON.parse(out));
};

test.each([
  ['precopy', '--mem 1'],
  ['original', '--auto-converge --background-sync off'],
  ['v2', '--auto-converge --background-sync v2'],
  ['responsive', '--auto-converge --background-sync off --responsive-throttle'],
  ['v1+responsive', '--auto-converge --background-sync v1 --responsive-throttle'],
])('--mode %s is %s', async (mode, options) => {
  expect(await record(`--qemu 9.1 --mode ${mode}`)).toEqual(await record(`--qemu 9.1 ${options}`));
});

test('--auto-converge may stand beside a mode that has it', async () => {
  expect(await record('--auto-converge --mode merged')).toEqual(await record('--mode merged'));
});

test.each([
  ['--mode precopy --auto-converge', '--mode: precopy contradicts --auto-converge'],
  ['--mode merged --background-sync off', '--mode: merged contradicts --background-sync'],
  ['--mode original --responsive-throttle', '--mode: original contradicts --responsive-throttle'],
  [
    '--mode original --cpu-throttle-responsive',
    '--mode: original contradicts --cpu-throttle-responsive',
  ],
  [
    '--mode original --policy kubevirt',
    '--mode: contradicts --policy kubevirt, which does not permit it',
  ],
  [
    '--mode v1',
    '--mode: v1 was a patch against QEMU 9.1, never in a release, and does not apply to 10.2; allowed: precopy, original, merged, responsive, merged+responsive',
  ],
])('%s is refused', async (options, sentence) => {
  const { code, err } = await run(options.split(' '));
  expect({ code, err }).toEqual({ code: 2, err: `error: ${sentence}\n` });
});
