import { fstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { seldomNeeded } from './seldom-needed.js';

/** What came of asking for the lock of a file. */
export type LockOutcome =
  | { readonly kind: 'locked' }
  /** @property pid the process that has it; null if it cannot be seen from here */
  | { readonly kind: 'held'; readonly pid: number | null }
  | { readonly kind: 'unsupported' };

/** What flock(1) answers when another one holds the lock. */
const heldStatus = 1;

/**
 * Locks an open file against other processes, until it is unlocked or closed. The system's own lock ends with its
 * process, however that ends, so that none is ever left. Node cannot ask for it, but a lock belongs
 * to the open file: flock(1) takes it on the descriptor that it inherits.
 */
export function lockFile(descriptor: number): LockOutcome {
  const { status } = seldomNeeded.childProcess.spawnSync('flock', ['-n', '3'], {
    stdio: ['ignore', 'ignore', 'ignore', descriptor],
  });
  if (status === 0) return { kind: 'locked' };
  if (status !== heldStatus) return { kind: 'unsupported' };
  return { kind: 'held', pid: holderOf(descriptor) };
}

/**
 * Ends the lock of an open file, which is about to be closed. To close it would not be enough at once: a process that
 * another thread is starting has the descriptor too, until it runs its own program.
 */
export function unlockFile(descriptor: number): void {
  seldomNeeded.childProcess.spawnSync('flock', ['-u', '3'], {
    stdio: ['ignore', 'ignore', 'ignore', descriptor],
  });
}

/** The process that has locked a file, as Linux tells it; null elsewhere, or if it is somebody else's. */
function holderOf(descriptor: number): number | null {
  const pids = entries('/proc').filter((name) => /^\d+$/.test(name));
  const holder = pids.find((pid) =>
    entries(`/proc/${pid}/fd`).some((number) => isLockOf(descriptor, pid, number)),
  );
  return holder === undefined ? null : Number(holder);
}

function isLockOf(descriptor: number, pid: string, number: string): boolean {
  const { dev, ino } = fstatSync(descriptor);
  try {
    if (!readFileSync(`/proc/${pid}/fdinfo/${number}`, 'utf8').includes('FLOCK')) return false;
    const other = statSync(`/proc/${pid}/fd/${number}`);
    return other.dev === dev && other.ino === ino;
  } catch {
    // It has ended, or closed the file.
    return false;
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
