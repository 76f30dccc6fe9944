import { modelVersion } from '../model-version.js';
import type { RunRecord } from '../results/run-record.js';
import type { SweepPlace } from '../results/sweep-place.js';
import { say, writeData } from '../cli/message.js';
import { InputError } from '../input/input-error.js';
import type { PlacedRecord, RecordFormat } from './record-format.js';
import { type KeptResults, readKept, ResultsFile } from './results-file.js';
import type { SweepJob } from './run-sweep.js';

/** Where the records of a sweep go, and what is there already. */
export interface SweepOutput {
  readonly kept: KeptResults | null;
  /** What is replaced is gone from now on; the first record does it too. */
  begin(): void;
  write(place: SweepPlace, record: RunRecord): void;
  close(): void;
  /** Closes it after a failure, and leaves no empty file behind. */
  abandon(): void;
}

/**
 * Opens the file of results, for this sweep alone; without one, records go to stdout or nowhere.
 *
 * @param indices the runs to be done, out of which those are taken that the file to go on with holds
 * @throws InputError if there is something else in the file, or it cannot be written
 */
export function openOutput(job: SweepJob, id: string, indices: Iterator<number>): SweepOutput {
  const { format, options, terminal } = job;
  if (format === null) {
    return { kept: null, begin: () => {}, write: () => {}, close: () => {}, abandon: () => {} };
  }
  if (options.output === null) {
    return outputOf(format, null, {
      append: (text) => writeData(terminal.out, text),
      truncate: () => {},
      close: () => {},
      abandon: () => {},
    });
  }
  const file = new ResultsFile(options.output, options);
  try {
    if (!file.isLocked) {
      const reason = 'there is no flock(1), or the file system has no locks';
      say(terminal, `note: ${options.output}: not locked against another sweep: ${reason}`);
    }
    return outputOf(format, keptResults(job, file, id, indices), file);
  } catch (error) {
    file.abandon();
    throw error;
  }
}

function outputOf(
  format: RecordFormat,
  kept: KeptResults | null,
  target: Pick<ResultsFile, 'append' | 'truncate' | 'close' | 'abandon'>,
): SweepOutput {
  let isBegun = false;
  const begin = (): void => {
    if (isBegun) return;
    isBegun = true;
    const bytes = kept?.bytes ?? 0;
    target.truncate(bytes);
    if (bytes === 0 && format.header !== '') target.append(format.header);
  };
  // Results that are replaced stay until there is one of this sweep.
  if (kept !== null) begin();
  return {
    kept,
    begin,
    write: (place, record) => {
      begin();
      target.append(format.line(place, record));
    },
    close: () => target.close(),
    abandon: () => target.abandon(),
  };
}

/**
 * Reads what the file to go on with holds, and takes the runs in it out of those to be done.
 *
 * @throws InputError if they are not the first runs of this sweep
 */
function keptResults(
  { format, options, views }: SweepJob,
  file: ResultsFile,
  id: string,
  indices: Iterator<number>,
): KeptResults | null {
  const { output, resume } = options;
  if (!resume || output === null || format === null || file.size === 0) return null;
  const accept = (record: PlacedRecord, line: string): void => {
    const problem = mismatch(record, id, indices.next());
    if (problem !== null) {
      throw new InputError({ subject: '--resume', value: output, problem: `${line} ${problem}` });
    }
    views.take(record);
  };
  return readKept(output, format, accept);
}

/** Why a record is not the next one of this sweep; null if it is. */
function mismatch(
  { place, values }: PlacedRecord,
  id: string,
  expected: IteratorResult<number>,
): string | null {
  const version = values.get('model_version');
  if (version !== modelVersion) return `is of model version ${version}, this is ${modelVersion}`;
  if (place.id !== id) {
    return 'is of another sweep: its points, settings or profiles are not those of this one';
  }
  if (expected.done) return `is run ${place.run}, where this sweep or shard has ended`;
  if (place.run === expected.value + 1) return null;
  return `is run ${place.run} where run ${expected.value + 1} belongs: is it of another shard?`;
}
