// What runs in processes of its own: the program as it is typed, and simulate() in one that does nothing else.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { arithmetic, timed } from './arithmetic.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** Exit codes of a program that has done its work: it may say that goals are not met. */
const done = new Set([0, 3, 4]);

/** Standard output of a process that must not fail. */
export function outputOf(command, args, environment = {}) {
  const { error, status, stderr, stdout } = spawnSync(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
    maxBuffer: 2 ** 30,
  });
  if (error !== undefined) throw error;
  if (!done.has(status)) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return String(stdout);
}

/** A sample of simulate() on a scenario: milliseconds, multiple of the arithmetic, MiB. */
export function simulated(dist, scenario, rounds) {
  const args = [path('in-process.mjs'), dist, scenario, String(rounds)];
  const { ms, unitMs, residentMib } = JSON.parse(outputOf(process.execPath, args));
  return { ms, multiple: ms / unitMs, residentMib };
}

/** A sample of the program that belongs to a build, from its start to its end. OUT is a folder of its own. */
export function program(dist, commandLine) {
  const folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-bench-'));
  const words = commandLine.split(' ').map((word) => word.replace('OUT', folder));
  const residentFile = join(folder, 'resident');
  const args = ['--import', path('resident.mjs'), join(dist, '..', 'bin', 'guestperf-sim.js')];
  try {
    timed(arithmetic);
    const unitMs = timed(arithmetic);
    const ms = timed(() =>
      outputOf(process.execPath, [...args, ...words], { RESIDENT_FILE: residentFile }),
    );
    const residentMib = Number(readFileSync(residentFile, 'utf8'));
    return { ms, multiple: ms / unitMs, residentMib };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How many times as long as Node.js alone the program takes for its version. */
export function startUp(dist) {
  const bare = timed(() => outputOf(process.execPath, ['-e', '0']));
  const version = timed(() =>
    outputOf(process.execPath, [join(dist, '..', 'bin', 'guestperf-sim.js'), '--version']),
  );
  return { ratio: version / bare };
}
