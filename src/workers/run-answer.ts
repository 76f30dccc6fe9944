import { InputError, type InputProblem } from '../input/input-error.js';
import type { RunRecord } from '../results/run-record.js';

/** What came of a task. Only what is printed is kept: a result has a history. */
export type RunAnswer = { readonly record: RunRecord; readonly report: string | null } | RunFailure;

interface RunFailure {
  readonly failure: Error;
  /** Of an `InputError`: on its way from a thread an error loses its class. */
  readonly problem?: InputProblem;
}

/** How an error is answered. */
export function failed(error: unknown): RunFailure {
  const failure = error instanceof Error ? error : new Error(String(error));
  return error instanceof InputError ? { failure, problem: error.detail } : { failure };
}

/** The error of an answer, as it was thrown. */
export function failureOf({ failure, problem }: RunFailure): Error {
  return problem === undefined ? failure : new InputError(problem, { cause: failure });
}
