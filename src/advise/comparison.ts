import type { RunRecord } from '../results/run-record.js';
import type { Workload } from '../profiles/workload.js';
import { type Candidate, type CandidateBase, candidateOf } from './candidate.js';
import { isHopeless } from './kinds/plain.js';
import { surveyIterations, type SurveyedMigration } from './survey.js';

/** Iterations that tell how what remains goes on: enough that a link that varies does not hide it. */
const tellingIterations = 100;

/**
 * Plain precopy with fewer iterations, where the survey has told that it is not near to converging and there is time for all
 * of its iterations; null where they are to be waited for. A guest that turns to something else later, in phases or when it
 * takes free memory, may still surprise.
 *
 * @param workload what the guest writes
 */
export function shortenedPlain(
  base: CandidateBase,
  { iterationSeconds }: Pick<SurveyedMigration, 'iterationSeconds'>,
  workload: Workload,
): Candidate | null {
  const { settings, scenario } = base.plain;
  const { maxIters, maxTime } = scenario.settings;
  const isSteady = workload.kind !== 'phases' && workload.kind !== 'ended';
  const firstSeconds = base.survey.first_pass_seconds;
  if (!isSteady || firstSeconds === null || iterationSeconds === null) return null;
  const hasTime = firstSeconds + maxIters * iterationSeconds < maxTime;
  return maxIters > tellingIterations && hasTime && isHopeless(base)
    ? candidateOf({ ...settings, maxIters: tellingIterations })
    : null;
}

/**
 * Whether a run of the shortened plain precopy tells that the whole would not complete either: iterations become shorter as
 * less remains, and if they go on becoming so, the limit is not reached by the last one.
 */
export function isDecided(
  run: Pick<RunRecord, 'iterations' | 'total_time_ms'>,
  { plain, survey }: CandidateBase,
  { iterationSeconds }: Pick<SurveyedMigration, 'iterationSeconds'>,
): boolean {
  const { first_pass_seconds: firstSeconds, least_downtime_ms: least } = survey;
  if (run.iterations < tellingIterations) return false;
  if (firstSeconds === null || least === null || iterationSeconds === null) return false;
  const { downtime, maxIters } = plain.scenario.settings;
  const surveyedSeconds = firstSeconds + (surveyIterations - 1) * iterationSeconds;
  const laterSeconds =
    (run.total_time_ms / 1000 - surveyedSeconds) / (run.iterations - surveyIterations);
  // From the middle of the survey to the middle of what came after it.
  const apart = run.iterations / 2;
  const shrinksTo = Math.min(1, laterSeconds / iterationSeconds) ** (1 / apart);
  return least * shrinksTo ** maxIters > downtime;
}
