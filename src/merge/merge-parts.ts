import { RunNames } from './run-names.js';
import { InputError } from '../input/input-error.js';
import type { RecordFormat } from '../sweep/record-format.js';
import type { PartFile, PartRecord } from './part-file.js';

/** Runs that an error names before it only counts. */
const namedRuns = 5;

/** What is wrong with a set of parts, while it is read. */
class Faults {
  private readonly names = new RunNames();
  private readonly missing: number[] = [];
  private readonly doubles: string[] = [];
  private missingCount = 0;
  private doubleCount = 0;

  learn({ place, values }: PartRecord): void {
    const [seed, repeat] = [values.get('seed'), values.get('repeat')].map(String);
    this.names.learn(place, seed, repeat);
  }

  /** Notes that the runs from one to another, both included, are in no file. */
  lacks(first: number, last: number): void {
    for (let run = first; run <= last && this.missing.length < namedRuns; run++) {
      this.missing.push(run);
    }
    this.missingCount += Math.max(0, last - first + 1);
  }

  /** Notes that a run is in two files. */
  repeats({ place }: PartRecord, paths: readonly [string, string]): void {
    this.doubleCount++;
    if (this.doubles.length >= namedRuns) return;
    this.doubles.push(`${this.names.name(place.run, place.shape)} in ${paths[0]} and ${paths[1]}`);
  }

  /** @throws InputError naming what is missing and what occurs twice */
  throwIfAny(shape: string): void {
    const missing = this.missing.map((run) => this.names.name(run, shape));
    const sentences = [
      ...list('missing', missing, this.missingCount),
      ...list('twice', this.doubles, this.doubleCount),
    ];
    if (sentences.length === 0) return;
    throw new InputError({ subject: 'merge', problem: sentences.join('; ') });
  }
}

function list(what: string, names: readonly string[], count: number): string[] {
  const rest = count - names.length;
  return count === 0 ? [] : [`${what}: ${names.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`];
}

/**
 * The records of all parts in the order of the whole sweep.
 *
 * @throws InputError if the parts are not of one sweep, or do not make up the whole of it
 */
export function* mergedRecords(parts: readonly PartFile[]): Generator<PartRecord> {
  const faults = new Faults();
  const sweep = sweepOf(parts);
  for (const part of parts) checkSame(part, sweep);
  let expected = 1;
  let last = '';
  for (let part = lowest(parts); part !== null; part = lowest(parts)) {
    const record = part.head as PartRecord;
    faults.learn(record);
    if (record.place.run < expected) {
      faults.repeats(record, [last, part.path]);
    } else {
      faults.lacks(expected, record.place.run - 1);
      expected = record.place.run + 1;
      last = part.path;
      yield record;
    }
    part.advance();
    checkSame(part, sweep);
  }
  const { runs, shape } = sweep.record.place;
  faults.lacks(expected, runs);
  faults.throwIfAny(shape);
}

/** The sweep that all parts must be of: that of the first record. */
export interface Sweep {
  readonly path: string;
  readonly format: RecordFormat;
  readonly record: PartRecord;
}

/** @throws InputError if there is no record */
export function sweepOf(parts: readonly PartFile[]): Sweep {
  for (const { path, format, head } of parts) {
    if (head !== null) return { path, format, record: head };
  }
  throw new InputError({ subject: 'merge', problem: 'the files have no runs' });
}

/** The part with the lowest run that has not been taken. */
function lowest(parts: readonly PartFile[]): PartFile | null {
  let best: PartFile | null = null;
  for (const part of parts) {
    if (part.head === null) continue;
    if (best?.head && best.head.place.run <= part.head.place.run) continue;
    best = part;
  }
  return best;
}

/** @throws InputError if the next record of a part is not of the sweep */
function checkSame(part: PartFile, { path, format, record }: Sweep): void {
  // The part of a shard without runs has nothing, or a header.
  if (part.head === null) return;
  if (part.format.header !== format.header) part.refuse(`is in another format than ${path}`);
  const [version, other] = [part.head, record].map(({ values }) => values.get('model_version'));
  if (version !== other) part.refuse(`is of model version ${version}, ${path} of ${other}`);
  if (part.head.place.id !== record.place.id) part.refuse(`is of another sweep than ${path}`);
}
