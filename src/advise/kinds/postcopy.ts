import type { CandidateKind } from '../candidate.js';

/** Iteration counts at which it begins: when all of RAM was sent once, and a little later. */
const startsAt = [2, 5];

/** The guest goes on at the destination when RAM was sent once, and fetches what is missing. */
export const postcopy: CandidateKind = {
  name: 'postcopy',
  isLastResort: false,
  coarse: () =>
    startsAt.map((postCopyIters) => ({ postCopy: true, postCopyIters, postcopyPreempt: true })),
  refine: () => [],
};
