import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Runs } from './comparable-run.js';
import type { ComparedSide } from './compare.js';
import { readResultFile } from './result-file.js';
import { InputError } from '../input/input-error.js';
import { unreadable } from '../profiles/json-file.js';
import { textLines } from '../profiles/text-lines.js';

/** Endings of files that may be results. */
export const extensions = /\.(json|ndjson|jsonl|csv)$/i;
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
  const side = findSide(path, subject, onSkipped);
  if (side !== null) return side;
  const isFolder = statusOf(path, subject).isDirectory();
  throw refusal(path, subject, isFolder ? 'has no results in it' : 'is not a file of results');
}

/** The same, with null for a file that is no results, and for a folder without any. */
export function findSide(
  path: string,
  subject: string,
  onSkipped: (file: string) => void,
): ComparedSide | null {
  if (!statusOf(path, subject).isDirectory()) {
    const runs = readRuns(path, subject);
    if (runs?.length === 0) throw refusal(path, subject, 'has no runs');
    return runs && { path, runs };
  }
  const runs = resultFiles(path, subject).flatMap((file) => {
    const found = readRuns(file, subject);
    if (found === null) onSkipped(file);
    return found ?? [];
  });
  return runs.length > 0 ? { path, runs } : null;
}

function refusal(path: string, subject: string, problem: string): InputError {
  return new InputError({ subject, value: path, problem, allowed });
}

function readRuns(file: string, subject: string): Runs | null {
  return readResultFile(file, textLines(file, subject), subject);
}

/** Sorted, so that the order of a file system does not matter. */
function resultFiles(folder: string, subject: string): string[] {
  return entriesOf(folder, subject)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return resultFiles(path, subject);
      return extensions.test(entry.name) && isFile(path) ? [path] : [];
    });
}

/** Whether there is a file behind a name in a folder; not behind a link that leads nowhere, or to itself. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function statusOf(path: string, subject: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw unreadable(path, subject, error);
  }
}

function entriesOf(folder: string, subject: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, subject, error);
  }
}
