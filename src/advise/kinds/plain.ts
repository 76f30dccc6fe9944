import type { CandidateBase, CandidateKind } from '../candidate.js';

/** Parts of the greatest downtime at which the limit is tried: QEMU overshoots it. */
const limitParts = [0.9, 0.75, 0.6, 0.4, 0.2];

/** Plain precopy. Only the downtime limit is varied, under whatever else helps. */
export const plainPrecopy: CandidateKind = {
  name: 'precopy',
  isLastResort: false,
  coarse: (base) => (isHopeless(base) ? [] : [{}]),
  // Under postcopy the limit decides nothing.
  refine: (good, { plain }) =>
    (good.scenario.settings.postCopy ? [] : limitParts).map((part) => ({
      downtime: Math.max(1, Math.round(plain.scenario.settings.downtime * part)),
    })),
};

/** What has not converged in the survey will not, unless it was near. */
export function isHopeless({ plain, survey }: CandidateBase): boolean {
  const { converges, least_downtime_ms: least } = survey;
  return !converges && least !== null && least > 1.5 * plain.scenario.settings.downtime;
}
