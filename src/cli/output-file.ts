import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '../scenario/input-error.js';

/**
 * Checks before the work that a file can be written after it.
 *
 * @throws InputError if the folder does not exist or the name is that of a folder
 */
export async function checkOutputFile(file: string): Promise<void> {
  const folder = dirname(file);
  if (!(await isFolder(folder))) {
    throw outputError(file, `cannot be written: the folder ${folder} does not exist`);
  }
  if (await isFolder(file)) throw outputError(file, 'is a folder, not a file');
}

/**
 * Writes a file whole or not at all: to a temporary file beside it, which then takes its name.
 *
 * @throws InputError if the file system refuses
 */
export async function writeOutputFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    const code = (error as NodeJS.ErrnoException).code;
    throw outputError(file, `cannot be written (${code})`, error);
  }
}

function outputError(value: string, problem: string, cause?: unknown): InputError {
  return new InputError({ subject: '--output', value, problem }, { cause });
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
