import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/profiles/package-root.js';
import { plainEnvironment, programFile } from '../cli/program.js';

/** A calibration takes minutes, more of them on a busy machine. */
export const calibrationTimeoutMs = 20 * 60_000;

/** Both texts of a published host: as it is shipped, and as a calibration gives it again. */
export async function recalibrate(
  reference: string,
  name: string,
): Promise<{ readonly shipped: string; readonly again: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'guestperf-sim-'));
  try {
    const out = join(folder, `${name}.json`);
    const args = ['calibrate', '--reference', reference, '--rows', 'original', '--out', out];
    await promisify(execFile)(process.execPath, [programFile, ...args], {
      env: plainEnvironment(),
    });
    return {
      shipped: await readFile(join(packageRoot(), 'profiles', 'hosts', `${name}.json`), 'utf8'),
      again: await readFile(out, 'utf8'),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
