import {
  type ChildProcessByStdio,
  type SpawnSyncReturns,
  spawn,
  spawnSync,
} from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { main } from '../../src/main.js';
import type { Terminal } from '../../src/cli/terminal.js';

export const programFile = fileURLToPath(new URL('../../bin/guestperf-sim.js', import.meta.url));

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  readonly isTTY?: boolean;
  /** How wide the terminal is; it does not say so if absent. */
  readonly columns?: number;
  readonly environment?: Terminal['environment'];
  /** Called with each text for stderr. */
  readonly onError?: (text: string, interruption: AbortController) => void;
  /** Called with each text for stdout. */
  readonly onOutput?: (text: string, interruption: AbortController) => void;
  /** What is piped in; nothing is if absent. */
  readonly input?: Iterable<string | Uint8Array>;
  /** The user interrupts before anything begins. */
  readonly isInterrupted?: boolean;
}

/** Runs a command line in this process. */
export async function run(args: readonly string[], around: Surroundings = {}): Promise<Outcome> {
  const { isTTY = false, columns, environment = {}, input, onError, onOutput } = around;
  const interruption = new AbortController();
  if (around.isInterrupted) interruption.abort();
  let out = '';
  let err = '';
  const code = await main(args, {
    out: {
      isTTY,
      ...(columns !== undefined && { size: () => ({ columns, rows: 24 }) }),
      write: (text) => {
        out += text;
        onOutput?.(text, interruption);
      },
    },
    err: {
      isTTY,
      write: (text) => {
        err += text;
        onError?.(text, interruption);
      },
    },
    ...(input !== undefined && {
      input: () => Readable.from(input, { objectMode: false }),
    }),
    environment,
    interruption: interruption.signal,
  });
  return { code, out, err };
}

/** The environment of this process without its wishes about colours. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...rest } = process.env;
  return rest;
}

/** Options of Node that run a module before the program: it stands in for the program's surroundings. */
export function preloaded(module: string): string[] {
  return ['--import', `data:text/javascript,${encodeURIComponent(module)}`];
}

/** Lets the program show its progress, although nobody gives it a terminal. */
const pretendedTerminal = preloaded('process.stderr.isTTY = true;');

/**
 * Runs the built program as a process.
 *
 * @param input its standard input
 */
export function spawnProgram(
  args: readonly string[],
  nodeOptions: readonly string[] = [],
  input = '',
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [...nodeOptions, programFile, ...args], {
    input,
    encoding: 'utf8',
    env: plainEnvironment(),
  });
}

/** Starts the built program with pipes for what it says. */
export function startProgram(
  args: readonly string[],
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [programFile, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: plainEnvironment(),
  });
}

/**
 * Runs the built program as a shell does.
 *
 * @param script what the shell does; "$@" is the program with its arguments
 */
export function shellProgram(script: string, args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync('sh', ['-c', script, 'sh', process.execPath, programFile, ...args], {
    encoding: 'utf8',
    env: plainEnvironment(),
  });
}

export interface InterruptedProgram {
  readonly code: number | null;
  readonly err: string;
}

/** Runs the built program and interrupts it as soon as it shows that it is at work. */
export async function interruptProgram(args: readonly string[]): Promise<InterruptedProgram> {
  const child = spawn(process.execPath, [...pretendedTerminal, programFile, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: plainEnvironment(),
  });
  let err = '';
  child.stderr.on('data', (chunk) => (err += chunk));
  child.stderr.once('data', () => child.kill('SIGINT'));
  const [code] = await once(child, 'close');
  return { code, err };
}
