import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { unwritable } from './output-file.js';

/** Text that is kept back before it is written out. */
const bufferLength = 65_536;

/**
 * A file that is written part by part, and is there whole or not at all: a temporary file beside it
 * takes its name in the end.
 */
export class AtomicFile {
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
    if (!this.isOpen) return;
    this.close();
    rmSync(this.temporary, { force: true });
  }

  private flush(): void {
    const text = this.buffer;
    this.buffer = '';
    this.attempt(() => writeSync(this.descriptor, text));
  }

  private close(): void {
    this.isOpen = false;
    closeSync(this.descriptor);
  }

  private attempt<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      throw unwritable(this.file, this.option, error);
    }
  }
}
