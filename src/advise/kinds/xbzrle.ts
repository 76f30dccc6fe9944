import { PAGE_BYTES } from '../../memory/units.js';
import type { Survey } from '../advice.js';
import type { CandidateKind } from '../candidate.js';
import { throttle } from './auto-converge.js';

/** Share of the guest's RAM that the cache may take, percent: what fits in memory beside the guest. */
const cachePercent = 25;
/** Pages that are encoded before it is given up: it helps soon or not at all, and takes long to simulate. */
const mostPages = 2_000_000;
/** Where it could not have so many it is not tried. */
const fewestIterations = 6;

/** Pages that were sent before travel as what has changed in them. */
export const xbzrle: CandidateKind = {
  name: 'xbzrle',
  isLastResort: true,
  coarse({ survey }) {
    const maxIters = iterations(survey);
    if (maxIters < fewestIterations) return [];
    return [{ maxIters, compressionXbzrle: true, compressionXbzrleCache: cachePercent }];
  },
  refine: ({ scenario: { settings } }) =>
    settings.compressionXbzrle ? [throttle(20, 10, 99)] : [],
};

/** As many as do not encode more than `mostPages`. */
function iterations({ least_remaining_bytes: least }: Survey): number {
  return Math.min(24, Math.floor((mostPages * PAGE_BYTES) / Math.max(1, least ?? 0)));
}
