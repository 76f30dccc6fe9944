import { rangeOf, type Forecast } from './forecast.js';
import type { WeighedFuture } from './future.js';

/** Of how far the model itself is off, as a logarithm of the time that is left. Fitted on the series of `docs/forecasts.md`. */
const MODEL_SPREAD = 0.2;
/** What nobody has seen may still come: so much of the verdict is open before the first sync, and less with each; nothing of a guest that stands still. */
const OPEN_SHARE = 0.35;
/** If fewer end, no end is forecast: an interval is that of those that do. */
const LEAST_ENDING = 0.25;

/** What futures, each as likely as the next, say together. */
export function forecastOfFutures(
  futures: readonly WeighedFuture[],
  elapsedMs: number,
  evidence: { readonly syncs: number; readonly isStopped: boolean },
): Pick<Forecast, 'endMs' | 'downtimeMs' | 'converges'> {
  const ended = futures.filter(({ endMs }) => endMs !== null);
  const { isStopped, syncs } = evidence;
  const open = isStopped ? 0 : (futures.length * OPEN_SHARE) / (1 + syncs);
  const converges = (ended.length + open) / (futures.length + 2 * open);
  if (ended.length < LEAST_ENDING * futures.length)
    return { endMs: null, downtimeMs: null, converges };
  const ends = ended.map(({ endMs, modelMiss }) => {
    const left = Math.max(0, (endMs ?? elapsedMs) - elapsedMs);
    return elapsedMs + left * Math.exp(MODEL_SPREAD * modelMiss);
  });
  return {
    endMs: rangeOf(ends),
    downtimeMs: rangeOf(ended.flatMap(({ downtimeMs }) => downtimeMs ?? [])),
    converges,
  };
}
