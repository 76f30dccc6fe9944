import type { PopulatedPages } from '../../src/memory/populated-pages.js';

/** Populated pages before page `end`, of those that are remembered. */
export function countPopulated(populated: PopulatedPages, end: number): number {
  let count = 0;
  for (let page = 0; page < end; page++) if (populated.has(page)) count++;
  return count;
}
