import { expect, test } from 'vitest';
import { resultsDocumentSchema } from '../../src/results/results-document.js';
import { run } from './program.js';

/** What a command line does to converge, and what it says about it on stderr. */
async function convergence(commandLine: string) {
  const args = `--stress-mem 64 --format json ${commandLine}`.trim().split(' ');
  const { code, out, err } = await run(args);
  expect(code).toBe(0);
  const [{ mode, version, parameters }] = resultsDocumentSchema.parse(JSON.parse(out)).results;
  const { background_sync, responsive_throttle } = parameters;
  return { mode, version, background_sync, responsive_throttle, err };
}

test.each([
  ['', 'precopy', 'off'],
  ['--auto-converge', 'background sync', 'merged'],
  ['--auto-converge --qemu 9.2', 'background sync', 'merged'],
  ['--auto-converge --qemu 9.1', 'original', 'off'],
  ['--auto-converge --host smartx-v1', 'original', 'off'],
  ['--auto-converge --background-sync off', 'original', 'off'],
  ['--auto-converge --qemu 9.1 --background-sync v1', 'background sync', 'v1'],
  ['--auto-converge --qemu 9.1 --background-sync v2', 'background sync', 'v2'],
  ['--qemu 9.1 --background-sync v1', 'precopy + background sync', 'v1'],
])('%j runs as %s', async (commandLine, mode, background_sync) => {
  expect(await convergence(commandLine)).toMatchObject({ mode, background_sync });
});

test.each(['--responsive-throttle', '--cpu-responsive-throttle', '--cpu-throttle-responsive'])(
  '%s turns the responsive throttle on, and says that it was never released',
  async (flag) => {
    const note = 'note: responsive throttle: proposed, never in a release\n';
    expect(await convergence(`--auto-converge ${flag}`)).toMatchObject({
      mode: 'background sync + responsive throttle',
      responsive_throttle: true,
      err: note,
    });
    expect(await convergence(`--auto-converge --qemu 9.1 ${flag}`)).toMatchObject({
      mode: 'responsive throttle',
      err: note,
    });
  },
);

test('forms of background sync that were never released are said to be so, the merged one is not', async () => {
  const { err } = await convergence('--auto-converge --qemu 9.1 --background-sync v1');
  expect(err).toBe('note: background sync v1: proposed, never in a release\n');
  expect((await convergence('--auto-converge')).err).toBe('');
});

test('the help labels what was never released and hides the other spellings', async () => {
  const { out } = await run(['run', '--help']);
  expect(out.replaceAll(/\s+/g, ' ')).toMatch(
    /--responsive-throttle throttle as soon .* proposed, never in a release/,
  );
  expect(out).not.toContain('--cpu-throttle-responsive');
});
