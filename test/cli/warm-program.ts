import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { plainEnvironment } from './program.js';

const loop = fileURLToPath(new URL('warm-loop.mjs', import.meta.url));

/** What a command line did. */
export interface WarmOutcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams, as a terminal shows them. */
  readonly output: string;
}

/**
 * The built program in a process that runs one command line after the other. Starting Node and loading the program takes
 * longer than most of what it does; test/process.test.ts and others look at the start and the end of the process itself.
 */
export class WarmProgram {
  private child: ChildProcess | null = null;

  /** @param folder where it works */
  constructor(private readonly folder: string) {
    afterAll(() => this.child?.kill());
  }

  run(args: readonly string[]): Promise<WarmOutcome> {
    this.child ??= fork(loop, {
      cwd: this.folder,
      env: plainEnvironment(),
      // The program writes into pipes, not into whatever the tests write to.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const { child } = this;
    return new Promise((resolve, reject) => {
      const fail = (code: number | null): void =>
        reject(new Error(`the process ends with ${code}: ${args.join(' ')}`));
      child.once('exit', fail);
      child.once('message', (outcome: WarmOutcome) => {
        child.off('exit', fail);
        resolve(outcome);
      });
      child.send(args);
    });
  }
}

/**
 * The arguments of a command line that only starts the program; null for one that needs a shell.
 *
 * @param command as a reader types it, on one line or several
 */
export function plainArguments(command: string): string[] | null {
  const line = command.replaceAll('\\\n', ' ').trim();
  const unquoted = line.replaceAll(/'[^']*'|"[^"$`\\]*"/g, '');
  if (!line.startsWith('guestperf-sim ') || /[\n|&;<>$`*?~#(){}[\]!'"\\]/.test(unquoted))
    return null;
  const words = line.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  return words.slice(1).map((word) => word.replaceAll(/['"]/g, ''));
}
