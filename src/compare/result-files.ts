import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ComparableRun } from './comparable-run.js';
import type { ComparedSide } from './compare.js';
import { readResultFile } from './result-file.js';
import { InputError } from '../input/input-error.js';
import { readTextFile } from '../profiles/json-file.js';

const extensions = /\.(json|ndjson|jsonl|csv)$/i;
const allowed = 'results of guestperf-sim (JSON, NDJSON or CSV) or a report of guestperf';

/**
 * Reads the runs of a file, or of all results in a folder and the folders in it.
 *
 * @param subject BASE or HEAD, for errors
 * @param onSkipped told of files in a folder that are not results
 * @throws InputError if there is no such file, or no run in it
 */
export function readSide(
  path: string,
  subject: string,
  onSkipped: (file: string) => void,
): ComparedSide {
  if (!isFolder(path, subject)) {
    const runs = readRuns(path, subject);
    if (runs !== null && runs.length > 0) return { path, runs };
    const problem = runs === null ? 'is not a file of results' : 'has no runs';
    throw new InputError({ subject, value: path, problem, allowed });
  }
  const runs = resultFiles(path, subject).flatMap((file) => {
    const found = readRuns(file, subject);
    if (found === null) onSkipped(file);
    return found ?? [];
  });
  if (runs.length > 0) return { path, runs };
  throw new InputError({ subject, value: path, problem: 'has no results in it', allowed });
}

function readRuns(file: string, subject: string): readonly ComparableRun[] | null {
  return readResultFile(file, readTextFile(file, { option: subject, allowed: null }), subject);
}

function isFolder(path: string, subject: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined) return found.isDirectory();
  throw new InputError({ subject, value: path, problem: 'does not exist' });
}

/** Sorted, so that the order of a file system does not matter. */
function resultFiles(folder: string, subject: string): string[] {
  return entriesOf(folder, subject)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return resultFiles(path, subject);
      const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
      return isFile && extensions.test(entry.name) ? [path] : [];
    });
}

function entriesOf(folder: string, subject: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(
      { subject, value: folder, problem: `cannot be read (${code})` },
      { cause: error },
    );
  }
}
