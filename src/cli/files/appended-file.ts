import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, unlinkSync } from 'node:fs';
import { openStream } from './output-stream.js';
import { outputTarget } from './output-target.js';
import type { Output } from './output.js';
import { attemptWrite } from './unwritable.js';
import { writeWhole } from './whole-write.js';

/** A file that grows by texts, each of which is in it whole or not at all. */
export class AppendedFile {
  /** Null for what cannot be cut off: a stream. */
  protected readonly descriptor: number | null;
  private readonly stream: Output | null;
  /** Where it was made; null if it was there before, or is a stream. */
  private readonly madeAt: string | null;

  /**
   * @param option the option that names it, for errors
   * @throws InputError if the file system refuses
   */
  constructor(
    protected readonly file: string,
    private readonly option: string,
  ) {
    const target = outputTarget(file, option);
    const isFile = target.kind === 'file';
    this.madeAt = isFile && !existsSync(target.path) ? target.path : null;
    this.descriptor = isFile ? this.attempt(() => openSync(target.path, 'a')) : null;
    this.stream = isFile ? null : this.attempt(() => openStream(target));
  }

  /** Bytes that are in it. */
  get size(): number {
    const { descriptor } = this;
    return descriptor === null ? 0 : this.attempt(() => fstatSync(descriptor).size);
  }

  /** Cuts off what is behind so many bytes. */
  truncate(bytes: number): void {
    const { descriptor } = this;
    if (descriptor !== null) this.attempt(() => ftruncateSync(descriptor, bytes));
  }

  /** Writes out a text before it returns: what is killed afterwards has lost nothing of it. */
  append(text: string): void {
    const { descriptor } = this;
    if (descriptor === null) return this.attempt(() => this.stream?.write(text));
    const before = this.size;
    try {
      this.attempt(() => writeWhole(descriptor, text));
    } catch (error) {
      this.truncate(before);
      throw error;
    }
  }

  close(): void {
    const { descriptor } = this;
    this.attempt(() => (descriptor === null ? this.stream?.commit() : closeSync(descriptor)));
  }

  /** Closes it after a failure: a file that was not there, and into which nothing was written, is not left behind. */
  abandon(): void {
    const { madeAt } = this;
    if (madeAt !== null && this.size === 0) this.attempt(() => unlinkSync(madeAt));
    this.close();
  }

  private attempt<Value>(work: () => Value): Value {
    return attemptWrite(this.file, this.option, work);
  }
}
