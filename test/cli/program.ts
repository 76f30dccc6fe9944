import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { main } from '../../src/main.js';
import type { Terminal } from '../../src/cli/terminal.js';

export const programFile = fileURLToPath(new URL('../../bin/guestperf-sim.js', import.meta.url));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  readonly isTTY?: boolean;
  readonly environment?: Terminal['environment'];
  /** Called with each text for stderr. */
  readonly onError?: (text: string, interruption: AbortController) => void;
  /** The user interrupts before anything begins. */
  readonly isInterrupted?: boolean;
}

/** Runs a command line in this process. */
export async function run(args: readonly string[], around: Surroundings = {}): Promise<Outcome> {
  const { isTTY = false, environment = {}, onError = () => {} } = around;
  const interruption = new AbortController();
  if (around.isInterrupted) interruption.abort();
  let out = '';
  let err = '';
  const code = await main(args, {
    out: { isTTY, write: (text) => void (out += text) },
    err: {
      isTTY,
      write: (text) => {
        err += text;
        onError(text, interruption);
      },
    },
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

/** Runs the built program as a process. */
export function spawnProgram(args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [programFile, ...args], {
    encoding: 'utf8',
    env: plainEnvironment(),
  });
}
