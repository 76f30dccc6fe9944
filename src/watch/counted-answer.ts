import { InterruptiblePause } from '../cli/monitor/interruptible-pause.js';
import { MonitorGone } from '../cli/monitor/qmp-connection.js';
import { isUncounted } from '../observed/query-migrate-answer.js';

/** How long QEMU is given to count, and how often it is asked. */
const pauseMs = 20;
const attempts = 50;

/** What is said to `query-migrate`: QEMU's answer, or why there is none. */
type Said =
  | { readonly kind: 'return'; readonly value: unknown }
  | { readonly kind: 'error' | 'event' | 'greeting' | 'other' | 'refused' };

/**
 * Asks again while a migration has completed and its times are not counted yet, for no longer than a second: what is said
 * then is what there is. Who has nothing more to do may leave meanwhile: that it completed is known.
 */
export async function countedAnswer<Answer extends Said>(
  ask: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  const pause = new InterruptiblePause();
  let said = await ask();
  for (let attempt = 1; attempt < attempts; attempt++) {
    if (said.kind !== 'return' || !isUncounted(said.value)) return said;
    await pause.wait(pauseMs, signal);
    if (signal.aborted) return said;
    try {
      said = await ask();
    } catch (error) {
      if (error instanceof MonitorGone) return said;
      throw error;
    }
  }
  return said;
}
