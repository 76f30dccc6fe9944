import type { CandidateKind } from '../candidate.js';

/** Parts of the greatest downtime at which the limit is tried: QEMU overshoots it. */
const limitParts = [0.9, 0.75, 0.6, 0.4, 0.2];

/** Plain precopy. Only the downtime limit is varied, under whatever else helps. */
export const plainPrecopy: CandidateKind = {
  name: 'precopy',
  isLastResort: false,
  coarse({ plain, survey }) {
    const { least_downtime_ms: least } = survey;
    // What has not converged in the survey will not, unless it was near.
    const isHopeless =
      !survey.converges && least !== null && least > 1.5 * plain.scenario.settings.downtime;
    return isHopeless ? [] : [{}];
  },
  // Under postcopy the limit decides nothing.
  refine: (good, { plain }) =>
    (good.scenario.settings.postCopy ? [] : limitParts).map((part) => ({
      downtime: Math.max(1, Math.round(plain.scenario.settings.downtime * part)),
    })),
};
