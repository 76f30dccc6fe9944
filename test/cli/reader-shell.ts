import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { packageRoot } from '../../src/profiles/package-root.js';
import { plainEnvironment, programFile } from './program.js';

interface ShellOutcome {
  readonly status: number | null;
  /** Both streams. */
  readonly output: string;
}

/** Puts the program on a PATH of its own below `folder`, and the profiles beside what a reader writes. */
export function prepareReader(folder: string): void {
  mkdirSync(join(folder, 'bin'));
  symlinkSync(programFile, join(folder, 'bin', 'guestperf-sim'));
  symlinkSync(join(packageRoot(), 'profiles'), join(folder, 'profiles'));
}

/** Runs a command line in bash as a reader would, in `folder`. */
export function readerShell(
  folder: string,
  command: string,
  environment: NodeJS.ProcessEnv = {},
): ShellOutcome {
  const plain = plainEnvironment();
  const { status, stdout } = spawnSync('bash', ['-c', `exec 2>&1\n${command}`], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...plain, ...environment, PATH: `${join(folder, 'bin')}${delimiter}${plain.PATH}` },
  });
  return { status, output: stdout };
}
