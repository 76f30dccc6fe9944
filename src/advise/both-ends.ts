import { workingSetMib, type Workload } from '../profiles/workload.js';
import { type Advice, type DirtyRateRange, type Verdict, verdicts } from './advice.js';
import type { Settings } from '../settings/resolve.js';
import { candidateOf } from './candidate.js';
import type { Goals } from './goals.js';
import type { OpenEnd } from './open-end.js';
import { sureShare } from './preference.js';
import type { CompleteQuestion } from './question.js';
import { settingsText } from './settings-text.js';
import { countMet, type RunScenarios, shareMet, type Trial, Trials } from './trials.js';

/** An answer, and the runs of the settings that it names. */
export interface Found {
  readonly advice: Advice;
  readonly best: Trial;
}

/** How surely runs meet the goals. */
export function verdictOf(trial: Trial, goals: Goals): Verdict {
  const share = shareMet(trial, goals);
  return share >= sureShare ? 'met' : share > 0 ? 'unlikely' : 'unmet';
}

/** Answers a question that leaves nothing open. */
type Search = (question: CompleteQuestion, runAll: RunScenarios) => Promise<Found>;

/**
 * The answer where one measurement leaves open what the guest writes in the end: what holds at both ends. Settings that
 * were found for a guest that goes on to all of its RAM are tried on one that stops; if they do not do there, those for
 * a guest that stops are tried on one that goes on.
 *
 * @param found the answer for the guest that goes on
 */
export async function adviceOnBothEnds(
  found: Found,
  question: CompleteQuestion,
  open: OpenEnd,
  runAll: RunScenarios,
  search: Search,
): Promise<Advice> {
  const { goals, plain, runs } = question;
  const trials = new Trials(runAll);
  const tried = async (settings: Settings, workload: Workload): Promise<Trial> =>
    (await trials.run([candidateOf({ ...settings, workload })], runs))[0];
  const isMet = found.advice.verdict === 'met';
  const stopping = isMet ? await tried(found.best.settings, open.stops) : null;
  if (stopping !== null && verdictOf(stopping, goals) === 'met') {
    return answer(found.advice, 'grows', open, found.best, stopping, trials.count, goals);
  }
  const stopped = { ...plain.settings, workload: open.stops };
  const instead = await search(
    { ...question, plain: candidateOf(stopped), workload: open.stops, open: null },
    runAll,
  );
  const simulated = instead.advice.simulated_runs;
  if (isMet && instead.advice.verdict === 'met') {
    const growing = await tried(instead.best.settings, open.grows);
    if (verdictOf(growing, goals) === 'met') {
      const count = found.advice.simulated_runs + trials.count;
      return answer(instead.advice, 'stops', open, growing, instead.best, count, goals);
    }
  }
  const atStop = stopping ?? instead.best;
  const count = simulated + trials.count;
  return answer(found.advice, 'grows', open, found.best, atStop, count, goals);
}

function answer(
  advice: Advice,
  answerFor: DirtyRateRange['answer_for'],
  { grows, sample, stops }: OpenEnd,
  growing: Trial,
  stopping: Trial,
  moreRuns: number,
  goals: Goals,
): Advice {
  const ends = { grows: endOf(growing, grows, goals), stops: endOf(stopping, stops, goals) };
  const worst = Math.max(...Object.values(ends).map(({ verdict }) => verdicts.indexOf(verdict)));
  return {
    ...advice,
    verdict: verdicts[worst],
    simulated_runs: advice.simulated_runs + moreRuns,
    dirty_rate_range: {
      mib_per_second: sample.mibPerSecond,
      period_ms: sample.periodMs,
      answer_for: answerFor,
      ...ends,
    },
  };
}

function endOf(trial: Trial, workload: Workload, goals: Goals): DirtyRateRange['stops'] {
  return {
    working_set_mb: Math.round(workingSetMib(workload)),
    verdict: verdictOf(trial, goals),
    text: settingsText(trial.scenario),
    runs: trial.runs.length,
    met: countMet(trial, goals),
  };
}
