import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { packageRoot } from '../../src/profiles/package-root.js';
import { plainEnvironment, programFile } from './program.js';

export interface ShellOutcome {
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
  const { status, stdout } = spawnSync('bash', bashArgs(command), {
    ...surroundings(folder, environment),
    encoding: 'utf8',
  });
  return { status, output: stdout };
}

/** A command line that runs beside a test. */
export interface RunningShell {
  /** What both streams have said so far. */
  readonly output: string;
  readonly ended: Promise<ShellOutcome>;
  /** Waits until it says something. @throws Error if it ends without */
  says(text: string): Promise<void>;
  /** Ends it, and what it has started. */
  kill(): void;
}

/** Starts a command line as `readerShell` runs it. */
export function startReaderShell(folder: string, command: string): RunningShell {
  const child = spawn('bash', bashArgs(command), {
    ...surroundings(folder, {}),
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = once(child, 'close').then(([status]) => ({ status, output }));
  return {
    get output() {
      return output;
    },
    ended,
    async says(text) {
      while (!output.includes(text)) {
        const [first] = await Promise.race([once(child.stdout, 'data'), ended.then(() => [null])]);
        if (first === null && !output.includes(text)) throw new Error(`never said: ${output}`);
      }
    },
    kill() {
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    },
  };
}

/** Both streams are one, in the order in which they are written. */
function bashArgs(command: string): string[] {
  return ['-c', `exec 2>&1\n${command}`];
}

function surroundings(folder: string, environment: NodeJS.ProcessEnv) {
  const plain = plainEnvironment();
  const PATH = `${join(folder, 'bin')}${delimiter}${plain['PATH']}`;
  return { cwd: folder, env: { ...plain, ...environment, PATH } };
}
