import { simulate } from '../engines/simulate.js';
import type { TimedTraceEvent } from '../explain/story.js';
import { explainRun } from '../explain/explain-run.js';
import { programIdentity } from '../results/program-identity.js';
import { workingSetMib } from '../profiles/workload.js';
import { runRecord } from '../results/run-record.js';
import { wilsonInterval } from '../statistics/wilson.js';
import { type Advice, type AdvisedSettings, adviceSchemaName } from './advice.js';
import { type Candidate, type CandidateBase, variations } from './candidate.js';
import { choices } from './choices.js';
import { isDecided, shortenedPlain } from './comparison.js';
import type { Goals } from './goals.js';
import { autoConverge, throttle } from './kinds/auto-converge.js';
import { continuationOf } from './continuation.js';
import { leastDowntimeLimit } from './least-downtime.js';
import { withPatience } from './patience.js';
import { destinationCommands, qmpCommands } from './managers/qmp-commands.js';
import { managerChoices } from './managers.js';
import { type AdviceQuestion, completeQuestion, type CompleteQuestion } from './question.js';
import { observedAdvice } from './observed-text.js';
import { adviceOnBothEnds, type Found, verdictOf } from './both-ends.js';
import { reservationAbout } from './reservation.js';
import { searchSettings, type SearchResult } from './search.js';
import { settingsText } from './settings-text.js';
import { SlowTimes } from './slow-time.js';
import { survey } from './survey.js';
import {
  countMet,
  isCompleted,
  type RunScenarios,
  shareMet,
  spreadOf,
  type Trial,
  Trials,
} from './trials.js';
import { whatWould, type WouldMeet } from './what-would.js';

/** Runs of what each manager would do. */
const managerRuns = 4;
/** Of all that are no copy of the advised settings: Nova and KubeVirt. */
const managerChoiceRuns = 2 * managerRuns;
/** Runs of plain precopy. */
const plainRuns = 3;
/** Runs in which the guest's slow time is measured. */
const slowRuns = 3;

/**
 * Searches settings with which a migration meets its goals, and says what is to be expected of them. The same
 * question has the same answer.
 *
 * @throws InputError if the question's settings are not accepted
 */
export async function advise(question: AdviceQuestion): Promise<Advice> {
  return adviceOn(completeQuestion(question), async (scenarios) =>
    scenarios.map((scenario) => runRecord(simulate(scenario, { onlyFigures: true }))),
  );
}

/**
 * The answer to a question, however its runs are spread over threads.
 *
 * @param runAll runs scenarios of this question
 */
export async function adviceOn(question: CompleteQuestion, runAll: RunScenarios): Promise<Advice> {
  const found = await searched(question, runAll);
  const advice =
    question.open === null
      ? found.advice
      : await adviceOnBothEnds(found, question, question.open, runAll, searched);
  const { goals, plain, underWay, without } = question;
  if (underWay === null) return advice;
  return { ...advice, continuation: continuationOf(underWay, goals, without, plain.scenario.seed) };
}

async function searched(question: CompleteQuestion, runAll: RunScenarios): Promise<Found> {
  const { goals, kinds, plain, workload } = question;
  const { host, seed, settings: guest, version } = plain.scenario;
  const trials = new Trials(runAll);
  const surveyed = survey(plain.scenario);
  const base = { plain: withPatience(plain, surveyed), survey: surveyed.figures };
  trials.count++;
  const search = await searchSettings(kinds, base, goals, question.runs, trials);
  const [best] = search.finalists;
  const unaided = trials.runsOf(base.plain.scenario)[0];
  const share = shareMet(best, goals);
  const verdict = verdictOf(best, goals);
  const isLimited = share > 0 && !best.scenario.settings.postCopy;
  trials.expect(managerChoiceRuns + plainRuns, 0);
  const least =
    isLimited && trials.mayGoOn() ? await leastDowntimeLimit(best, goals, trials) : null;
  const would =
    verdict !== 'met' && trials.mayGoOn()
      ? await wouldMeet(search, question, base.plain, trials)
      : null;
  // What the search has tried is known with all its iterations.
  const shortened =
    unaided === undefined ? shortenedPlain(base, surveyed, plain.scenario.workload) : null;
  const managers = managerChoices(best, base, goals);
  const managed = managers.map(({ candidate }) => candidate);
  trials.expect(managerChoiceRuns, 0);
  const [first, ...managedTrials] = await trials.run([shortened ?? base.plain, ...managed], 1);
  const isEnough = shortened !== null && isDecided(first.runs[0], base, surveyed);
  const [withoutHelp] = isEnough ? [first] : await trials.run([base.plain], 1);
  // One that came to the last iteration took longest, and two more would do the same.
  const [{ iterations }] = withoutHelp.runs;
  if (!isEnough && iterations < base.plain.scenario.settings.maxIters && trials.mayGoOn()) {
    await trials.run([base.plain], Math.min(plainRuns, question.runs));
  }
  trials.expect(0, 0);
  if (trials.mayGoOn()) await trials.run(managed, Math.min(managerRuns, question.runs));
  const slow = trials.mayGoOn() ? new SlowTimes() : null;
  const advice: Advice = {
    schema: adviceSchemaName,
    ...programIdentity,
    guest: {
      cpus: guest.cpus,
      mem_gb: guest.mem,
      workload: workload.kind,
      working_set_mb: Math.round(workingSetMib(workload)),
      ram_in_use: question.ramInUse,
    },
    host: host.name,
    link_gbit: host.numbers.linkGbitPerSecond,
    version,
    goals: {
      max_downtime_ms: goals.maxDowntimeMs,
      max_total_s: goals.maxTotalSeconds,
      min_guest_speed_percent: goals.minGuestSpeedPercent,
    },
    assumed_goals: [...question.assumedGoals],
    seed,
    simulated_runs: trials.count,
    tried_settings: search.trials.length,
    ...(trials.isCutShort && { cut_short: true }),
    survey: {
      ...base.survey,
      converges: base.survey.converges || unaided?.status === 'completed',
    },
    verdict,
    ...(question.observed !== null && { observed: observedAdvice(question.observed) }),
    settings: advisedSettings(best, goals, base, slow),
    ...(question.strategy !== null && {
      strategy: { name: question.strategy.name, hash: question.strategy.hash },
    }),
    least_downtime_limit_ms: least,
    would_meet: would,
    choices: choices(search, withoutHelp, goals, base, slow),
    qmp: qmpCommands(best.scenario),
    qmp_destination: destinationCommands(best.scenario),
    managers: managers.map(({ cannot, lines, name }, index) => ({
      name,
      lines,
      cannot,
      runs: managedTrials[index].runs.length,
      met: countMet(managedTrials[index], goals),
    })),
    explanation: question.explain ? explained(best) : null,
  };
  return { advice, best };
}

/** What would let the goals be met, tried with the settings that came nearest and with a few others. */
function wouldMeet(
  { trials: tried, finalists }: SearchResult,
  question: CompleteQuestion,
  plain: Candidate,
  trials: Trials,
): Promise<WouldMeet> {
  const { kinds } = question;
  // XBZRLE takes too long to simulate to be tried with every link.
  const others = finalists.filter(({ scenario }) => !scenario.settings.compressionXbzrle);
  const candidates = [
    plain,
    ...(kinds.includes(autoConverge) ? variations(plain, [throttle(20, 10, 99)]) : []),
    ...others.slice(0, 1),
  ];
  return whatWould([...tried, ...finalists], candidates, question, trials);
}

function advisedSettings(
  trial: Trial,
  goals: Goals,
  base: CandidateBase,
  slow: SlowTimes | null,
): AdvisedSettings {
  const { runs, scenario } = trial;
  const met = countMet(trial, goals);
  const completed = runs.filter(isCompleted);
  const downtime = spreadOf(completed, (run) => run.downtime_ms);
  const total = spreadOf(completed, (run) => run.total_time_ms);
  const speed = spreadOf(runs, (run) => run.guest_speed_percent);
  return {
    text: settingsText(scenario),
    reservation: reservationAbout(trial, base),
    runs: runs.length,
    completed: completed.length,
    met,
    probability: met / runs.length,
    interval: wilsonInterval(met, runs.length),
    downtime_ms: downtime,
    total_time_ms: total,
    guest_speed_percent: speed,
    max_throttle_percent: spreadOf(runs, (run) => run.max_throttle_percent),
    blocktime_ms: scenario.settings.postCopy
      ? spreadOf(completed, (run) => run.postcopy_blocktime_ms)
      : null,
    missed: {
      downtime_ms: downtime && Math.max(0, downtime.mean - goals.maxDowntimeMs),
      total_s: total && Math.max(0, total.mean / 1000 - goals.maxTotalSeconds),
      guest_speed_percent: Math.max(0, goals.minGuestSpeedPercent - (speed?.mean ?? 0)),
    },
    slow_seconds: slow === null ? null : slowTime(trial, slow),
  };
}

/** For how long the guest is slow in the first runs. */
function slowTime(trial: Trial, slow: SlowTimes): AdvisedSettings['slow_seconds'] {
  const seconds = trial.runs
    .slice(0, slowRuns)
    .map((_, index) => slow.of(trial, index + 1))
    .filter((each) => each !== null);
  if (seconds.length === 0) return null;
  return { runs: seconds.length, min: Math.min(...seconds), max: Math.max(...seconds) };
}

/** The story of the first repeat. */
function explained({ scenario }: Trial): string[] {
  const events: TimedTraceEvent[] = [];
  const trace = (timeMs: number, event: TimedTraceEvent['event']): void =>
    void events.push({ timeMs, event });
  return explainRun(simulate(scenario, { trace }), events);
}
