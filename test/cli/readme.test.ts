import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';
import { quickOnes } from '../support/draws.js';
import { prepareReader, readerShell } from './reader-shell.js';
import { type ReadmeCommand, readmeCode, readmeCommands, shownPattern } from './readme-blocks.js';

/** Pages whose `console` blocks are run. */
const pages = ['README.md', 'docs/compare.md'].map((name) => {
  const file = join(packageRoot(), name);
  const text = readFileSync(file, 'utf8');
  return { name, file, text, commands: readmeCommands(text) };
});
const readme = pages[0].text;

/** `UPDATE_README=1 npx vitest run test/cli/readme.test.ts` writes the real outputs into them. */
const isUpdate = Boolean(process.env.UPDATE_README);
const outputs = new Map<ReadmeCommand, string>();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-'));
  prepareReader(folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  if (!isUpdate) return;
  for (const page of pages) writeFileSync(page.file, updatedText(page));
});

function updatedText({ text, commands }: (typeof pages)[number]): string {
  const lines = text.split('\n');
  for (const command of commands.toReversed()) {
    const output = outputs.get(command);
    const { shown, from, to } = command;
    if (output === undefined || shown.length === 0 || shown.includes('...')) continue;
    lines.splice(from, to - from, ...output.trimEnd().split('\n'));
  }
  return lines.join('\n');
}

describe.each(pages)('the commands of $name do what it shows', ({ commands }) => {
  // Quicker questions are in docs/advise.md, and what validate says is in results/baselines.
  const quick = quickOnes(
    commands,
    ({ command }) => !/^guestperf-sim (advise|validate)/.test(command),
  );
  test.each(quick.map((command) => [command.command, command] as const))('%s', (_, command) => {
    const { status, output } = readerShell(folder, command.command);
    if (status === 0) outputs.set(command, output);
    expect({ status, output }).toMatchObject({ status: 0 });
    if (command.shown.length > 0 && !isUpdate) expect(output).toMatch(shownPattern(command.shown));
  });
});

test.each(readmeCode(readme, 'js'))("the README's program runs:\n%s", (code) => {
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: packageRoot(),
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test("continuous integration runs the README's own test command", () => {
  const [, testCommand] = readmeCode(readme, 'sh').join('').trim().split('\n');
  expect(testCommand).toMatch(/^npm ci && npm test\b/);
  const ci = readFileSync(join(packageRoot(), '.ci', 'run'), 'utf8');
  expect(ci.split('\n')).toContain(testCommand.replace(/ +#.*/, ''));
});
