import { type Candidate, candidateOf } from './candidate.js';
import type { SurveyedMigration } from './survey.js';

/** Seconds that the iterations of one migration may take behind the first. */
const iterationsSeconds = 100_000;
/** A throttle that rises by 5 % each second iteration has come to its end by then. */
const fewestIterations = 40;

/**
 * Settings with which a migration is given up after fewer iterations where each takes minutes: what has not converged by then
 * will not.
 */
export function withPatience(
  plain: Candidate,
  { iterationSeconds }: Pick<SurveyedMigration, 'iterationSeconds'>,
): Candidate {
  if (iterationSeconds === null) return plain;
  const fitting = Math.floor(iterationsSeconds / iterationSeconds);
  const maxIters = Math.max(fewestIterations, fitting);
  return maxIters < plain.scenario.settings.maxIters
    ? candidateOf({ ...plain.settings, maxIters })
    : plain;
}
