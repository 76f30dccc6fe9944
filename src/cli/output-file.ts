import { closeSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../input/input-error.js';

/** Text that is kept back before it is written out. */
const bufferLength = 65_536;

/**
 * Checks before the work that a file can be written after it.
 *
 * @param option the option that names it, for errors
 * @throws InputError if the folder does not exist or the name is that of a folder
 */
export function checkOutputFile(file: string | null, option = '--output'): void {
  if (file === null) return;
  const folder = dirname(file);
  if (!isFolder(folder)) {
    const problem = `cannot be written: the folder ${folder} does not exist`;
    throw new InputError({ subject: option, value: file, problem });
  }
  if (isFolder(file)) {
    throw new InputError({ subject: option, value: file, problem: 'is a folder, not a file' });
  }
}

/**
 * Writes a file whole or not at all.
 *
 * @throws InputError if the file system refuses
 */
export function writeOutputFile(file: string, text: string, option = '--output'): void {
  const output = new OutputFile(file, option);
  try {
    output.append(text);
    output.commit();
  } finally {
    output.discard();
  }
}

/**
 * A file that is written part by part, and is there whole or not at all: a temporary file beside it
 * takes its name in the end.
 */
export class OutputFile {
  private readonly temporary: string;
  private readonly descriptor: number;
  private buffer = '';
  private isOpen = true;

  /**
   * @param option the option that names it, for errors
   * @throws InputError if the file system refuses
   */
  constructor(
    private readonly file: string,
    private readonly option: string,
  ) {
    this.temporary = `${file}.${process.pid}.tmp`;
    this.descriptor = this.attempt(() => openSync(this.temporary, 'w'));
  }

  append(text: string): void {
    this.buffer += text;
    if (this.buffer.length >= bufferLength) this.flush();
  }

  /** Gives the file its name. */
  commit(): void {
    this.flush();
    this.close();
    this.attempt(() => renameSync(this.temporary, this.file));
  }

  /** Takes away what was written; nothing after a commit. */
  discard(): void {
    this.close();
    rmSync(this.temporary, { force: true });
  }

  private flush(): void {
    const text = this.buffer;
    this.buffer = '';
    this.attempt(() => writeFileSync(this.descriptor, text));
  }

  private close(): void {
    if (this.isOpen) closeSync(this.descriptor);
    this.isOpen = false;
  }

  private attempt<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      throw unwritable(this.file, this.option, error);
    }
  }
}

/** The error of a file that the file system refuses. */
export function unwritable(file: string, option: string, cause: unknown): InputError {
  const { code } = cause as NodeJS.ErrnoException;
  const problem = `cannot be written (${code})`;
  return new InputError({ subject: option, value: file, problem }, { cause });
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
