import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { optionTable } from '../../../src/cli/command-line.js';
import { flagOf } from '../../../src/cli/options/option.js';
import { commands } from '../../../src/commands.js';
import { run } from '../program.js';

const page = async (): Promise<string> => {
  const { code, out, err } = await run(['man']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
};

/** Programs that set a manual page, and what they have to say against it. */
const readers = [
  ['groff', ['-man', '-ww', '-Tutf8']],
  ['mandoc', ['-T', 'utf8', '-W', 'warning']],
] as const;

describe.each(readers)('%s', (program, args) => {
  const isThere = spawnSync(program, ['--version']).error === undefined;

  test.skipIf(!isThere)('takes the manual page without a warning', async () => {
    const { status, stdout, stderr } = spawnSync(program, args, {
      input: await page(),
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    // oxlint-disable-next-line no-control-regex
    const text = stdout.replaceAll(/.\u0008|\u001b\[\d*m/g, '');
    expect(text).toContain('guestperf-sim run [options]');
    expect(text).toContain('--max-iters <N>');
  });
});

test('it has every option of every command, with dashes that can be copied', async () => {
  const text = await page();
  for (const entry of commands) {
    for (const [key, { hidden }] of Object.entries(optionTable(await entry.load()))) {
      if (hidden !== true) expect(text).toContain(flagOf(key).replaceAll('-', String.raw`\-`));
    }
  }
});

test('no line of text is taken for a request', async () => {
  const macros = /^\.(TH|SH|SS|PP|TP|B|ad|nf|fi|nh)\b/;
  const wrong = (await page()).split('\n').filter((line) => /^[.']/.test(line));
  expect(wrong.filter((line) => !macros.test(line))).toEqual([]);
});
