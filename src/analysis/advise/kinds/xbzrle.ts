import { noEncoding, xbzrleCacheBytes } from '../../../scenario/encoding.js';
import type { CandidateKind } from '../candidate-kind.js';
import { throttled } from './auto-converge.js';

/** Share of the guest's RAM that the cache may take, percent: what fits in memory beside the guest. */
const cachePercent = 25;
/** It helps at once or not at all, and its simulation takes long. */
const mostIterations = 24;

/** Pages that were sent before travel as what has changed in them. */
export const xbzrle: CandidateKind = {
  name: 'xbzrle',
  lastResort: true,
  isAvailable: () => true,
  coarse: ({ plain }) => [
    {
      ...plain,
      management: { ...plain.management, maxIterations: mostIterations },
      encoding: {
        ...noEncoding,
        xbzrle: { cacheBytes: xbzrleCacheBytes(plain.hardware.memGib, cachePercent) },
      },
    },
  ],
  refine: (good) =>
    (good.encoding ?? noEncoding).xbzrle === null ? [] : [throttled(good, 20, 10, 99)],
};
