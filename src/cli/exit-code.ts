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

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
