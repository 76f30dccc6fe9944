import type { RandomStream } from '../sim/random-stream.js';

/** Above this a page that was not visited is so unlikely that none is left out. */
export const CERTAIN = 1 - 1e-12;

/** Draws how many candidates are passed over before one is hit, where each is hit with `probability`. */
export function geometricSkips(probability: number, random: RandomStream): () => number {
  const perSkip = 1 / Math.log1p(-probability);
  return () => Math.floor(Math.log(1 - random.uniform()) * perSkip);
}
