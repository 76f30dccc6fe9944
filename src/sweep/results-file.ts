import { statSync } from 'node:fs';
import { AppendedFile } from '../cli/files/appended-file.js';
import { lockFile, unlockFile } from '../cli/files/file-lock.js';
import { outputTarget } from '../cli/files/output-target.js';
import { InputError } from '../input/input-error.js';
import { fileRecords } from './file-records.js';
import type { SweepOptions } from './options.js';
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
      const reading = format.read(text);
      if (!reading.ok) return refuse(file, `line ${number} ${reading.problem}`);
      accept(reading.record, `line ${number}`);
      runs++;
    }
    bytes = end;
  }
}

function refuse(file: string, problem: string): never {
  throw new InputError({ subject: '--resume', value: file, problem });
}

/** True if there is something in the file that a name stands for. */
export function hasContent(file: string, option = '--output'): boolean {
  const target = outputTarget(file, option);
  if (target.kind !== 'file') return false;
  return (statSync(target.path, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** A file of results, which grows record by record, is never rewritten, and belongs to one sweep at a time. */
export class ResultsFile extends AppendedFile {
  /** Whether no other sweep can write it; streams need no lock. */
  readonly isLocked: boolean;

  /**
   * @param options what the user said about a file that is there already
   * @param option the option that names it, for errors
   * @throws InputError if the file system refuses, another process writes the file, or the user did
   *   not say what becomes of what is in it
   */
  constructor(
    file: string,
    { resume, overwrite }: Pick<SweepOptions, 'resume' | 'overwrite'>,
    option = '--output',
  ) {
    super(file, option);
    try {
      this.isLocked = this.descriptor === null || isLocked(this.descriptor, file, option);
      if (!resume && !overwrite && this.size > 0) refuseContent(file, option);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  override close(): void {
    if (this.isLocked && this.descriptor !== null) unlockFile(this.descriptor);
    super.close();
  }
}

function refuseContent(file: string, subject: string): never {
  const problem = 'already exists; --resume continues it, --overwrite replaces it';
  throw new InputError({ subject, value: file, problem });
}

function isLocked(descriptor: number, file: string, subject: string): boolean {
  const outcome = lockFile(descriptor);
  if (outcome.kind !== 'held') return outcome.kind === 'locked';
  const holder = outcome.pid === null ? 'another process' : `process ${outcome.pid}`;
  throw new InputError({ subject, value: file, problem: `is being written by ${holder}` });
}
