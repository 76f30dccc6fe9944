/** What the process tells its caller. */
export const exitCode = {
  done: 0,
  /** A bug, or a page that was lost. */
  failure: 1,
  badInput: 2,
  notConverged: 3,
  regression: 4,
  interrupted: 130,
} as const;

/** What each of them means, in words. */
export const exitMeanings: Readonly<Record<keyof typeof exitCode, string>> = {
  done: 'done',
  failure: 'a bug, or a lost page with --verify',
  badInput: 'bad usage or bad input',
  notConverged: 'a run did not complete, with --require-convergence, or the one that watch follows',
  regression: 'a regression, or a threshold breached',
  interrupted: 'interrupted; finished runs are printed',
};

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The code of runs that were made: `--require-convergence` asks that each of them completed. */
export function convergenceCode(
  runs: readonly { readonly status: string }[],
  { requireConvergence }: { readonly requireConvergence: boolean },
): ExitCode {
  const converged = runs.every(({ status }) => status === 'completed');
  return requireConvergence && !converged ? exitCode.notConverged : exitCode.done;
}
