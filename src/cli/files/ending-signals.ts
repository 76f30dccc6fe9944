/** Signals that ask a process to end, and that it can listen to. */
export const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
