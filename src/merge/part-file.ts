import { InputError } from '../input/input-error.js';
import { unreadable } from '../profiles/json-file.js';
import { type FileRecord, fileRecords } from '../sweep/file-records.js';
import {
  csvFormatOf,
  ndjsonFormat,
  type PlacedRecord,
  type RecordFormat,
} from '../sweep/record-format.js';

/** A record as it stands in a part of a sweep. */
export interface PartRecord extends PlacedRecord {
  /** With its newline. */
  readonly text: string;
}

/** A file with a part of a sweep, read record by record. */
export class PartFile {
  readonly format: RecordFormat;
  /** The next record; null behind the last. */
  head: PartRecord | null = null;
  private readonly records: Generator<FileRecord, number>;
  private line = 0;
  private lastRun = 0;

  /** @throws InputError if it cannot be read or is not what a sweep writes */
  constructor(readonly path: string) {
    const isCsv = startsAsCsv(path);
    this.records = this.reading(() => fileRecords(path, isCsv));
    const first = isCsv ? this.next() : null;
    this.format = first === null ? ndjsonFormat : csvFormatOf(`${first}\n`);
    this.advance();
  }

  /** Goes to the next record. */
  advance(): void {
    const text = this.next();
    if (text === null) {
      this.head = null;
      return;
    }
    const reading = this.format.read(text);
    if (!reading.ok) return this.refuse(`line ${this.line} ${reading.problem}`);
    const { record } = reading;
    const { run, runs } = record.place;
    if (run <= this.lastRun || run > runs) {
      this.refuse(`line ${this.line} is run ${run} of ${runs} behind run ${this.lastRun}`);
    }
    this.lastRun = run;
    this.head = { ...record, text: `${text}\n` };
  }

  /** @throws InputError naming the file */
  refuse(problem: string): never {
    throw new InputError({ subject: 'merge', value: this.path, problem });
  }

  private next(): string | null {
    const next = this.reading(() => this.records.next());
    if (next.done) {
      if (next.value > 0) {
        this.refuse('has a torn last line: run its sweep again with --resume');
      }
      return null;
    }
    this.line++;
    return next.value.text;
  }

  private reading<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      throw error instanceof InputError ? error : unreadable(this.path, 'merge', error);
    }
  }
}

/** True if a file begins with the header of a sweep's CSV. */
function startsAsCsv(path: string): boolean {
  try {
    const first = fileRecords(path, false).next();
    return !first.done && first.value.text.startsWith('sweep_id,');
  } catch {
    // The first read says what is wrong with it.
    return false;
  }
}
