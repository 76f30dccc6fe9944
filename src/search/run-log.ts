import { createHash } from 'node:crypto';
import { jsonLine } from '../documents/answer.js';
import { InputError } from '../input/input-error.js';
import { attemptJson } from '../input/json-text.js';
import { modelVersion } from '../model-version.js';
import { type RunRecord, runRecordSchema } from '../results/run-record.js';
import { fileRecords } from '../sweep/file-records.js';
import { ResultsFile } from '../sweep/results-file.js';

/** The same for searches that make the same runs: of all that these depend on. */
export function searchId(parts: readonly unknown[]): string {
  const text = JSON.stringify([modelVersion, ...parts]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

export interface RunLogOptions {
  readonly record: string | null;
  readonly resume: boolean;
  readonly overwrite: boolean;
}

/** The runs of a search in a file, each as soon as it is done, in their order; nowhere without a file. */
export class RunLog {
  private readonly file: ResultsFile | null;
  /** What the file held when it was opened, and is not asked for yet. */
  private readonly kept: RunRecord[] = [];
  private keptBytes = 0;
  private isBegun = false;
  private number = 0;

  /**
   * @param id of the search
   * @throws InputError if the file cannot be written, or holds something else
   */
  constructor(
    { overwrite, record, resume }: RunLogOptions,
    private readonly id: string,
  ) {
    checkFlags({ overwrite, record, resume });
    this.file = record === null ? null : new ResultsFile(record, { resume, overwrite }, '--record');
    if (!resume || record === null || this.file?.size === 0) return;
    try {
      this.read(record);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Runs that were done before. */
  get keptRuns(): number {
    return this.kept.length;
  }

  /** Whether runs are kept in a file. */
  get isKept(): boolean {
    return this.file !== null;
  }

  /** The next run, if it was done before. */
  next(): RunRecord | null {
    return this.number < this.kept.length ? this.kept[this.number++] : null;
  }

  /** Keeps the next run. */
  add(record: RunRecord): void {
    this.number++;
    const { file } = this;
    if (file === null) return;
    if (!this.isBegun) file.truncate(this.keptBytes);
    this.isBegun = true;
    file.append(jsonLine({ ...record, search: { id: this.id, run: this.number } }));
  }

  close(): void {
    this.file?.close();
  }

  private read(file: string): void {
    const records = fileRecords(file, false);
    for (let next = records.next(); !next.done; next = records.next()) {
      const reading = runRecordSchema.safeParse(attemptJson(next.value.text));
      const problem = this.mismatch(reading.data);
      if (problem === null) {
        this.kept.push(reading.data as RunRecord);
        this.keptBytes = next.value.end;
      } else {
        const line = `line ${this.kept.length + 1} ${problem}`;
        throw new InputError({ subject: '--resume', value: file, problem: line });
      }
    }
  }

  /** Why a line is not the next run of this search; null if it is. */
  private mismatch(record: RunRecord | undefined): string | null {
    if (record?.search === undefined) return 'is not the record of a search';
    const { id, run } = record.search;
    if (record.model_version !== modelVersion) {
      return `is of model version ${record.model_version}, this is ${modelVersion}`;
    }
    if (id !== this.id) return 'is of another search: it looks for something else, or elsewhere';
    const expected = this.kept.length + 1;
    return run === expected ? null : `is run ${run} where run ${expected} belongs`;
  }
}

function checkFlags({ overwrite, record, resume }: RunLogOptions): void {
  const flag = resume ? '--resume' : '--overwrite';
  if ((resume || overwrite) && record === null) {
    throw new InputError({ subject: flag, problem: 'needs --record FILE' });
  }
  if (resume && overwrite) {
    throw new InputError({ subject: '--resume', problem: 'contradicts --overwrite' });
  }
}
