// SimGrid's live migration on the scenario of the heavy row, where its library and a C++ compiler are installed
// (Debian: libsimgrid-dev, g++).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outputOf } from './processes.mjs';

/** The link of the heavy row's host, 1.571 Gbit/s, in megabytes a second. */
const linkMbytesPerSecond = 196;
const migrations = 1000;

/**
 * Compiles and runs it.
 *
 * @returns milliseconds for a migration, and the seconds that it takes in simulation
 * @throws if the compiler or the library is missing
 */
export function simgrid() {
  const folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-peers-'));
  const source = fileURLToPath(new URL('peers/live-migration.cpp', import.meta.url));
  const program = join(folder, 'live-migration');
  try {
    execFileSync('g++', ['-O2', '-std=c++17', source, '-lsimgrid', '-o', program], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return JSON.parse(outputOf(program, [String(linkMbytesPerSecond), String(migrations)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
