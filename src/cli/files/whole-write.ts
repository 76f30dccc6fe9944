import { writeSync } from 'node:fs';
import { systemError } from './unwritable.js';

/** How long a reader that is slower than we are is left alone before the next attempt. */
const pauseMs = 5;

/**
 * Writes all of a text: what the system cut short is continued.
 *
 * @throws Error of the system if it takes no more
 */
export function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) {
    const taken = attempt(descriptor, bytes.subarray(written));
    if (taken === 0) throw systemError('EIO');
    written += taken ?? 0;
  }
}

/** @returns bytes that were taken; null if there is no room in a pipe now */
function attempt(descriptor: number, bytes: Buffer): number | null {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    return null;
  }
}
