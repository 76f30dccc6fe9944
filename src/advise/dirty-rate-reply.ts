import * as z from 'zod/mini';
import { boundedInt } from '../input/bounded-number.js';
import { InputError } from '../input/input-error.js';
import { readDocuments } from '../input/json-lines.js';
import { readTextFile } from '../profiles/json-file.js';
import { nearestName } from '../input/nearest-name.js';
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
const expected = 'an answer to query-dirty-rate, with or without "return", or a list of them';

/**
 * Reads answers to query-dirty-rate from files: each holds one, a JSON list of them, or one a line.
 *
 * @throws InputError naming the file and what is wrong in it
 */
export function readDirtyRates(files: readonly string[]): readonly MeasuredDirtyRate[] {
  return files.flatMap((file) => {
    const text = readTextFile(file, { option });
    const documents = documentsOf(text, file);
    if (documents.length === 0) throw unreadable(file, 'holds no answer');
    return documents.map((document) => measured(document, file));
  });
}

/**
 * The workload of a guest with these rates. Measurements over the same period are averaged; a rate that
 * QEMU rounds to 0 MiB/s says nothing, and a guest with no other is idle.
 */
export function dirtyRateWorkload(rates: readonly MeasuredDirtyRate[]): Workload {
  const periods = [...new Set(rates.map(({ periodMs }) => periodMs))].sort((a, b) => a - b);
  const samples = periods.flatMap((periodMs) => {
    const same = rates.filter((rate) => rate.periodMs === periodMs);
    const mibPerSecond = same.reduce((sum, rate) => sum + rate.mibPerSecond, 0) / same.length;
    return mibPerSecond > 0 ? [{ periodMs, mibPerSecond }] : [];
  });
  return samples.length === 0 ? { kind: 'idle' } : { kind: 'dirty-rate', samples };
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
