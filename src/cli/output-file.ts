import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../input/input-error.js';
import { openStream } from './files/output-stream.js';
import { outputTarget } from './files/output-target.js';
import type { Output } from './files/output.js';
import { TemporaryFile } from './files/temporary-file.js';
import { attemptWrite } from './files/unwritable.js';

/** Text that is kept back before it is written out. */
const bufferLength = 65_536;

/**
 * Checks before the work that a file can be written after it.
 *
 * @param option the option that names it, for errors
 * @throws InputError if it cannot
 */
export function checkOutputFile(file: string | null, option = '--output'): void {
  if (file === null) return;
  const target = outputTarget(file, option);
  if (target.kind !== 'file') return;
  attemptWrite(file, option, () => accessSync(dirname(target.path), constants.W_OK));
}

/**
 * Checks that no two options name the same file. What cannot be replaced, a device say, may be named
 * by all of them.
 *
 * @param files each option with its file; null if it was not given
 * @throws InputError naming the option whose file is that of one before it
 */
export function checkDistinct(files: readonly (readonly [string, string | null])[]): void {
  const owners = new Map<string, string>();
  for (const [option, file] of files) {
    const target = file === null ? null : outputTarget(file, option);
    if (file === null || target?.kind !== 'file') continue;
    const owner = owners.get(target.path);
    if (owner !== undefined) {
      throw new InputError({ subject: option, value: file, problem: `is the file of ${owner}` });
    }
    owners.set(target.path, option);
  }
}

/** Whether two names stand for one file; false if one of them stands for none. */
export function isSameFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map(statusOf);
  return first?.isFile() === true && first.dev === second?.dev && first.ino === second.ino;
}

/** Null where there is nothing that could be opened: no file, a loop of links, a name that is too long. */
function statusOf(file: string): Stats | null {
  try {
    return statSync(file);
  } catch {
    return null;
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
 * A file that is written part by part. A regular file is there whole or not at all, a device, a FIFO
 * or a socket gets the parts as they come.
 */
export class OutputFile {
  private readonly output: Output;
  private buffer = '';

  /**
   * @param option the option that names it, for errors
   * @throws InputError if the file system refuses
   */
  constructor(
    private readonly file: string,
    private readonly option: string,
  ) {
    const target = outputTarget(file, option);
    this.output = this.attempt(() =>
      target.kind === 'file' ? new TemporaryFile(target) : openStream(target),
    );
  }

  append(text: string): void {
    this.buffer += text;
    if (this.buffer.length >= bufferLength) this.flush();
  }

  /** Gives the file its name. */
  commit(): void {
    this.flush();
    this.attempt(() => this.output.commit());
  }

  /** Takes away what was written; nothing after a commit. */
  discard(): void {
    this.output.discard();
  }

  private flush(): void {
    const text = this.buffer;
    this.buffer = '';
    this.attempt(() => this.output.write(text));
  }

  private attempt<Value>(work: () => Value): Value {
    return attemptWrite(this.file, this.option, work);
  }
}
