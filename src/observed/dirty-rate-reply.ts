import * as z from 'zod/mini';
import { boundedInt } from '../input/bounded-number.js';
import { InputError } from '../input/input-error.js';
import { readDocuments } from '../input/json-lines.js';
import { readTextFile } from '../profiles/json-file.js';
import { nearestName } from '../input/nearest-name.js';
import { domstatsDirtyRate, isDomstats } from './dirty-rate-domstats.js';
import { writtenDirtyRate } from './dirty-rate-text.js';
import type { Workload } from '../profiles/workload.js';

const millisecondsIn = { second: 1000, millisecond: 1 } as const;

const modes = ['page-sampling', 'dirty-ring', 'dirty-bitmap'] as const;

/** QEMU's answer to query-dirty-rate (qapi/migration.json, DirtyRateInfo). */
const dirtyRateInfoSchema = z.object({
  status: z.enum(['unstarted', 'measuring', 'measured']),
  /** MiB/s, rounded down; only where measured. */
  'dirty-rate': z.optional(boundedInt({ min: 0, max: 100_000_000, why: 'MiB/s' })),
  'calc-time': boundedInt({ min: 1, max: 60_000, why: 'QEMU measures for 60 s at most' }),
  /** QEMU 8.2; seconds before. */
  'calc-time-unit': z._default(z.enum(['second', 'millisecond']), 'second'),
  mode: z.optional(z.enum(modes)),
});

type DirtyRateInfo = z.infer<typeof dirtyRateInfoSchema>;

/** One measurement: pages dirtied in a period that began with all of them clean. */
export interface MeasuredDirtyRate {
  readonly periodMs: number;
  readonly mibPerSecond: number;
}

const option = '--dirty-rate';
const expected =
  'an answer to query-dirty-rate, with or without "return", or a list of them; what virsh domstats ' +
  '--dirtyrate prints; RATE@PERIOD, such as 812MiB/s@1s';

/** Gives the text of a file that an option names. */
export type TextReader = (file: string, option: string) => string;

const readFile: TextReader = (file) => readTextFile(file, { option, allowed: expected });

/**
 * Reads measurements of the dirty rate: written out (`812MiB/s@1s`), or in files, of which each holds an answer to
 * query-dirty-rate, a JSON list of them, one a line, or what `virsh domstats --dirtyrate` prints.
 *
 * @throws InputError naming the file and what is wrong in it
 */
export function readDirtyRates(
  given: readonly string[],
  read: TextReader = readFile,
): readonly MeasuredDirtyRate[] {
  return given.flatMap((text) => {
    const written = writtenDirtyRate(text, option);
    return written === null ? ratesIn(read(text, option), text) : [rateOf(written)];
  });
}

/** What has to be said of measurements that were written out without a period. */
export function dirtyRateNotes(given: readonly string[]): readonly string[] {
  return given
    .filter((text) => writtenDirtyRate(text, option)?.isPeriodAssumed)
    .map(
      (text) => `${option} ${text} is taken as measured over 1 s; ${text}@10s says another period`,
    );
}

function rateOf({ mibPerSecond, periodMs }: MeasuredDirtyRate): MeasuredDirtyRate {
  return { periodMs, mibPerSecond };
}

function ratesIn(text: string, file: string): readonly MeasuredDirtyRate[] {
  if (isDomstats(text)) {
    const reading = domstatsDirtyRate(text);
    if (reading.ok) return [reading.rate];
    throw unreadable(file, reading.problem);
  }
  const documents = documentsOf(text, file);
  if (documents.length === 0) throw unreadable(file, 'holds no answer');
  return documents.map((document) => measured(document, file));
}

/**
 * The workload of a guest with these rates. Measurements over the same period are averaged; a rate that
 * QEMU rounds to 0 MiB/s says nothing, and a guest with no other is idle.
 */
export function dirtyRateWorkload(rates: readonly MeasuredDirtyRate[]): Workload {
  const samples = dirtyRateSamples(rates);
  return samples.length === 0 ? { kind: 'idle' } : { kind: 'dirty-rate', samples: [...samples] };
}

/** A rate for each period, in their order, without those that say nothing. */
export function dirtyRateSamples(
  rates: readonly MeasuredDirtyRate[],
): readonly MeasuredDirtyRate[] {
  const periods = [...new Set(rates.map(({ periodMs }) => periodMs))].sort((a, b) => a - b);
  return periods.flatMap((periodMs) => {
    const same = rates.filter((rate) => rate.periodMs === periodMs);
    const mibPerSecond = same.reduce((sum, rate) => sum + rate.mibPerSecond, 0) / same.length;
    return mibPerSecond > 0 ? [{ periodMs, mibPerSecond }] : [];
  });
}

function documentsOf(text: string, file: string): readonly unknown[] {
  const reading = readDocuments(text);
  if (!reading.ok) throw unreadable(file, reading.problem);
  return reading.documents.flatMap(({ document }) => document);
}

function measured(document: unknown, file: string): MeasuredDirtyRate {
  const info = checked(unwrapped(document), file);
  const rate = info['dirty-rate'];
  if (info.status !== 'measured' || rate === undefined) {
    throw unreadable(
      file,
      `holds an answer of the status ${info.status}: nothing has been measured yet`,
    );
  }
  const periodMs = info['calc-time'] * millisecondsIn[info['calc-time-unit']];
  return { periodMs, mibPerSecond: rate };
}

/** What QMP puts around an answer is taken off. */
function unwrapped(document: unknown): unknown {
  return typeof document === 'object' && document !== null && 'return' in document
    ? document.return
    : document;
}

function checked(document: unknown, file: string): DirtyRateInfo {
  const result = dirtyRateInfoSchema.safeParse(document);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const key = issue.path.map(String).join('.');
  if (key === '') throw unreadable(file, 'is no answer to query-dirty-rate');
  const keys = Object.keys(document as object);
  const isMissing = !keys.includes(key);
  const known = Object.keys(dirtyRateInfoSchema.shape);
  const strange = keys.find((name) => !known.includes(name) && nearestName(name, known) === key);
  if (isMissing && strange !== undefined) {
    throw new InputError({ subject: strange, file, problem: 'unknown key', nearest: key });
  }
  const problem = isMissing ? 'is no answer to query-dirty-rate: it has no' : 'has a wrong';
  throw unreadable(file, `${problem} "${key}"`);
}

function unreadable(file: string, problem: string): InputError {
  return new InputError({ subject: option, value: file, problem, allowed: expected });
}
