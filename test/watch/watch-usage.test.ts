import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';

const folder = temporaryFolder();
const sources = 'one of --qmp, --virsh, --input';

test.each([
  [[], `watch: nothing is named that could be watched; allowed: ${sources}`],
  [['--qmp', 'x', '--virsh', 'y'], `--qmp: contradicts --virsh; allowed: ${sources}`],
  [['--virsh', 'x', '--input', 'y'], `--virsh: contradicts --input; allowed: ${sources}`],
  [['--qmp', 'x', '--connect', 'y'], '--connect: y needs --virsh'],
  [['--qmp', ''], "--qmp: '' is empty"],
  [['--qmp', 'h:99999'], "--qmp: 'h:99999' has no such port; allowed: HOST:1 to HOST:65535"],
  [['--virsh', '-x'], '--virsh: -x begins with a -, as an option does; a UUID names it too'],
  [['--virsh', 'a\nb'], String.raw`--virsh: 'a\u000ab' has a control character`],
  [
    ['--input', 'x', '--interval', '9'],
    '--interval: 9 is out of range; allowed: 10 to 3600000 (ms)',
  ],
  [['--input', 'x', '--format', 'screen'], '--format: screen needs a terminal'],
  [['--input', 'x', '--format', 'json'], '--format: json is not one of the choices'],
  [['--input', '-'], '--input: - is no file: there is no stdin'],
])('%j', async (args, message) => {
  const { code, err, out } = await run(['watch', ...args]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(`error: ${message}`);
});

test.each([
  ['one that does not exist', join(folder, 'none'), 'does not exist'],
  ['a folder', folder, 'is a folder, not a file'],
])('--input: %s', async (_name, file, problem) => {
  const { code, err } = await run(['watch', '--input', file]);
  expect(code).toBe(2);
  expect(err).toBe(`error: --input: '${file}' ${problem}\n`);
});

test('a socket that is none', async () => {
  const file = join(folder, 'plain');
  writeFileSync(file, '');
  const { code, err } = await run(['watch', '--qmp', file]);
  expect({ code, err }).toEqual({
    code: 2,
    err: `error: --qmp: '${file}' cannot be connected to: connection refused (ECONNREFUSED)\n`,
  });
});

test('the file of --record is not that of --output', async () => {
  const file = join(folder, 'same');
  const { code, err } = await run(['watch', '--input', '-', '--output', file, '--record', file]);
  expect(code).toBe(2);
  expect(err).toContain('is the file of --output');
});
