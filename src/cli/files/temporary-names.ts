import { readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { endingSignals } from './ending-signals.js';
import { seldomNeeded } from './seldom-needed.js';

/**
 * A name says whose file it is, on which machine: who finds it there later knows whether that process
 * still lives. It is not made of the file's own name, which may be as long as a name can be.
 */
function machine(): string {
  return seldomNeeded.crypto.createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}

/** Paths of temporary files that this process has now. */
const ours = new Set<string>();
let isListening = false;
/** Folders in which nothing is left of processes that were killed. */
const cleared = new Set<string>();

/** A name that nobody has, for a temporary file in a folder. */
export function freshTemporaryName(folder: string): string {
  if (!cleared.has(folder)) removeLeftovers(folder);
  cleared.add(folder);
  const random = seldomNeeded.crypto.randomBytes(4).toString('hex');
  return `.guestperf-sim-${machine()}-${process.pid}-${random}.tmp`;
}

/** Has a file removed if a signal ends the process. */
export function keepTemporary(path: string): void {
  ours.add(path);
  if (isListening) return;
  isListening = true;
  // Before those who end in good order, so that they can be counted.
  for (const signal of endingSignals) process.prependListener(signal, end);
}

/** Call when a temporary file is gone. */
export function forgetTemporary(path: string): void {
  ours.delete(path);
  // A signal of this turn is told in one of the next two, and is lost if nobody listens then.
  setImmediate(() => setImmediate(listenNoMore));
}

/** While nobody listens a signal ends the process at once, however busy its thread is. */
function listenNoMore(): void {
  if (ours.size > 0 || !isListening) return;
  isListening = false;
  for (const signal of endingSignals) process.off(signal, end);
}

function end(signal: NodeJS.Signals): void {
  // Another listener ends in good order, and discards what is not done.
  if (process.listenerCount(signal) > 1) return;
  for (const path of ours) rmSync(path, { force: true });
  ours.clear();
  listenNoMore();
  process.kill(process.pid, signal);
}

/** Nothing depends on it: what may not be listed or removed stays. */
function removeLeftovers(folder: string): void {
  const pattern = new RegExp(String.raw`^\.guestperf-sim-${machine()}-(\d+)-[0-9a-f]{8}\.tmp$`);
  try {
    for (const name of readdirSync(folder)) {
      const owner = pattern.exec(name)?.[1];
      const path = join(folder, name);
      if (owner === undefined || ours.has(path) || isOthers(Number(owner))) continue;
      rmSync(path, { force: true });
    }
  } catch {}
}

/** Whether another process lives that has this number. */
function isOthers(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
