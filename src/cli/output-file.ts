import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '../input/input-error.js';

/**
 * Checks before the work that a file can be written after it.
 *
 * @param option the option that names it, for errors
 * @throws InputError if the folder does not exist or the name is that of a folder
 */
export async function checkOutputFile(file: string, option = '--output'): Promise<void> {
  const folder = dirname(file);
  if (!(await isFolder(folder))) {
    const problem = `cannot be written: the folder ${folder} does not exist`;
    throw new InputError({ subject: option, value: file, problem });
  }
  if (await isFolder(file)) {
    throw new InputError({ subject: option, value: file, problem: 'is a folder, not a file' });
  }
}

/**
 * Writes a file whole or not at all: to a temporary file beside it, which then takes its name.
 *
 * @throws InputError if the file system refuses
 */
export async function writeOutputFile(
  file: string,
  text: string,
  option = '--output',
): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw unwritable(file, option, error);
  }
}

/** The error of a file that the file system refuses. */
export function unwritable(file: string, option: string, cause: unknown): InputError {
  const code = (cause as NodeJS.ErrnoException).code;
  return new InputError(
    { subject: option, value: file, problem: `cannot be written (${code})` },
    { cause },
  );
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
