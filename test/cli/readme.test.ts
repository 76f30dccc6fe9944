import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/scenario/package-root.js';
import { plainEnvironment, programFile } from './program.js';
import { type ReadmeCommand, readmeCode, readmeCommands, shownPattern } from './readme-blocks.js';

const readmeFile = join(packageRoot(), 'README.md');
const readme = readFileSync(readmeFile, 'utf8');
const commands = readmeCommands(readme);

/** `UPDATE_README=1 npx vitest run test/cli/readme.test.ts` writes the real outputs into it. */
const isUpdate = Boolean(process.env.UPDATE_README);
const outputs = new Map<ReadmeCommand, string>();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-'));
  mkdirSync(join(folder, 'bin'));
  symlinkSync(programFile, join(folder, 'bin', 'guestperf-sim'));
  symlinkSync(join(packageRoot(), 'profiles'), join(folder, 'profiles'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  if (isUpdate) writeFileSync(readmeFile, updatedReadme());
});

/** Runs a command line as a reader would, with the program on the PATH. */
function shell(command: string): { readonly status: number | null; readonly output: string } {
  const environment = plainEnvironment();
  const { status, stdout } = spawnSync('bash', ['-c', `exec 2>&1\n${command}`], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...environment, PATH: `${join(folder, 'bin')}${delimiter}${environment.PATH}` },
  });
  return { status, output: stdout };
}

function updatedReadme(): string {
  const lines = readme.split('\n');
  for (const command of commands.toReversed()) {
    const output = outputs.get(command);
    const { shown, from, to } = command;
    if (output === undefined || shown.length === 0 || shown.includes('...')) continue;
    lines.splice(from, to - from, ...output.trimEnd().split('\n'));
  }
  return lines.join('\n');
}

describe('the commands of the README do what it shows', () => {
  test.each(commands.map((command) => [command.command, command] as const))('%s', (_, command) => {
    const { status, output } = shell(command.command);
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
