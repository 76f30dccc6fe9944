import { closeSync, ftruncateSync, openSync, statSync, writeFileSync } from 'node:fs';
import { InputError } from '../input/input-error.js';
import { unwritable } from '../cli/output-file.js';
import { fileRecords } from './file-records.js';
import type { PlacedRecord, RecordFormat } from './record-format.js';

/** What a file of results holds already. */
export interface KeptResults {
  readonly runs: number;
  /** Up to the end of the last whole record. */
  readonly bytes: number;
  /** Whether something torn comes behind that. */
  readonly isTorn: boolean;
}

/**
 * Reads what a file holds of a sweep that was interrupted.
 *
 * @param accept called with each record in turn and its line number; throws if it is not the next
 * @throws InputError naming the file and the line
 */
export function readKept(
  file: string,
  format: RecordFormat,
  accept: (record: PlacedRecord, line: string) => void,
): KeptResults {
  const records = fileRecords(file, format.name === 'csv');
  let number = 0;
  let runs = 0;
  let bytes = 0;
  for (;;) {
    const next = records.next();
    if (next.done) return { runs, bytes, isTorn: next.value > 0 };
    const { text, end } = next.value;
    number++;
    if (number === 1 && format.header !== '') {
      if (`${text}\n` !== format.header) {
        refuse(file, 'has the columns of another sweep, or is no CSV of a sweep');
      }
    } else {
      const record = format.read(text);
      if (record === null) return refuse(file, `line ${number} is not the record of a sweep`);
      accept(record, `line ${number}`);
      runs++;
    }
    bytes = end;
  }
}

function refuse(file: string, problem: string): never {
  throw new InputError({ subject: '--resume', value: file, problem });
}

/** True if there is something in a file. */
export function hasContent(file: string): boolean {
  try {
    const status = statSync(file);
    return status.size > 0;
  } catch {
    return false;
  }
}

/** A file of results that grows record by record, and is never rewritten. */
export class ResultsFile {
  private readonly descriptor: number;

  /**
   * @param keep bytes of it that stay
   * @throws InputError if the file system refuses
   */
  constructor(
    private readonly file: string,
    keep: number,
  ) {
    this.descriptor = this.attempt(() => openSync(file, 'a'));
    // A device or a pipe has nothing to cut off.
    if (hasContent(file)) this.attempt(() => ftruncateSync(this.descriptor, keep));
  }

  /** Writes out a text before it returns: what is killed afterwards has lost nothing of it. */
  append(text: string): void {
    this.attempt(() => writeFileSync(this.descriptor, text));
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private attempt<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      throw unwritable(this.file, '--output', error);
    }
  }
}
