import { execute } from './execute.js';
import type { FuzzCase } from './fuzz-case.js';
import { faultsOf, namesNoCulprit } from './judge.js';

/** What came of a case. */
export interface Verdict {
  /** Null where the program did not come to its end. */
  readonly code: number | null;
  readonly err: string;
  readonly faults: readonly string[];
  /** Time of the processor, milliseconds. */
  readonly ms: number;
  /** The most memory that the process has had so far, MiB. */
  readonly peakMib: number;
}

/** Runs a case in this process and says what is wrong with what it did. */
export async function judged(fuzzCase: FuzzCase): Promise<Verdict> {
  const start = process.cpuUsage();
  const seen = await execute(fuzzCase);
  const { system, user } = process.cpuUsage(start);
  const faults = faultsOf(fuzzCase, seen);
  const isExcused = faults.includes(namesNoCulprit) && (await isRefused(fuzzCase.sound));
  return {
    code: seen.code,
    err: seen.err.slice(0, 1000),
    faults: isExcused ? faults.filter((fault) => fault !== namesNoCulprit) : faults,
    ms: (user + system) / 1000,
    peakMib: process.resourceUsage().maxRSS / 1024,
  };
}

/** Whether there is something to refuse in a case before its damage. */
async function isRefused(fuzzCase: FuzzCase | null): Promise<boolean> {
  return fuzzCase !== null && (await execute(fuzzCase)).code === 2;
}
