import { InterruptiblePause } from '../cli/monitor/interruptible-pause.js';
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
 * then is what there is.
 */
export async function countedAnswer<Answer extends Said>(
  ask: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  const pause = new InterruptiblePause();
  for (let attempt = 1; ; attempt++) {
    const said = await ask();
    if (attempt === attempts || said.kind !== 'return' || !isUncounted(said.value)) return said;
    await pause.wait(pauseMs, signal);
    if (signal.aborted) return said;
  }
}
