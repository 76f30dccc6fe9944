/** Signals that ask a process to end, and that it can listen to. */
export const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Makes a call that may wait for another process, for ever. Meanwhile no listener could run, so a
 * signal ends this process as if nobody listened.
 */
export function endable<Value>(call: () => Value): Value {
  const listeners = endingSignals.flatMap((signal) =>
    process.rawListeners(signal).map((listener) => ({ signal, listener })),
  );
  for (const signal of endingSignals) process.removeAllListeners(signal);
  try {
    return call();
  } finally {
    for (const { signal, listener } of listeners) {
      process.on(signal, listener as NodeJS.SignalsListener);
    }
  }
}
