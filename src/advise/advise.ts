import { type Advice, type AdvisedSettings, adviceSchemaName, type Spread } from './advice.js';
import { type Goals, missedGoals } from './goals.js';
import { reservationAbout, reservationText } from './reservation.js';
import { settingsText } from './settings-text.js';
import { explainRun } from '../explain/explain-run.js';
import { destinationCommands, qmpCommands } from './managers/qmp-commands.js';
import { programIdentity } from '../results/program-identity.js';
import type { RunRecord } from '../results/run-record.js';
import type { QemuScenario } from '../engines/scenario.js';
import { type Workload, workingSetMib } from '../profiles/workload.js';
import { simulate } from '../engines/simulate.js';
import type { TimedTraceEvent } from '../explain/story.js';
import { wilsonInterval } from '../statistics/wilson.js';
import type { CandidateKind } from './candidate-kind.js';
import { autoConverge, throttled } from './kinds/auto-converge.js';
import { leastDowntimeLimit } from './least-downtime.js';
import { managerChoices } from './managers.js';
import { paretoFront } from './pareto.js';
import { sureShare } from './preference.js';
import { searchSettings, type SearchResult } from './search.js';
import { survey } from './survey.js';
import { meanOf, type RunScenarios, shareMet, type Trial, Trials } from './trials.js';
import { speedThatWould, totalThatWould, whatWould } from './what-would.js';

/** What somebody asks. */
export interface AdviceQuestion {
  /** The migration without help: precopy with the downtime limit at the goal, cancelled when it is hopeless. */
  readonly plain: QemuScenario;
  /** What the guest writes, without what else is in its memory. */
  readonly workload: Workload;
  readonly ramInUse: 'all' | 'workload';
  readonly goals: Goals;
  /** Options of the goals that were not given. */
  readonly assumedGoals: readonly string[];
  readonly kinds: readonly CandidateKind[];
  /** Runs of the best settings, each with a repeat of the seed of its own. */
  readonly runs: number;
  readonly explain: boolean;
}

/** Runs of what each manager would do. */
const managerRuns = 4;
/** Rows of the Pareto front. */
const mostChoices = 8;

/**
 * Searches settings with which a migration meets its goals, and says what is to be expected of them. The same
 * question has the same answer, however its runs are spread over threads.
 *
 * @param runAll runs scenarios of this question
 */
export async function advise(question: AdviceQuestion, runAll: RunScenarios): Promise<Advice> {
  const { goals, kinds, plain } = question;
  const ringEntries = plain.hardware.dirtyRingSize;
  const trials = new Trials(runAll);
  const base = { plain, survey: survey(plain) };
  trials.count++;
  const available = kinds.filter((kind) => kind.isAvailable(plain));
  const search = await searchSettings(available, base, goals, question.runs, trials);
  const [best] = search.finalists;
  const unaided = search.trials.find(({ scenario }) => scenario === plain);
  const converges = base.survey.converges || unaided?.runs[0].status === 'completed';
  const share = shareMet(best, goals);
  const reservationOf = (scenario: QemuScenario): string | null => {
    const reservation = reservationAbout(scenario, ringEntries);
    return reservation && reservationText(reservation, scenario);
  };
  const verdict = share >= sureShare ? 'met' : share > 0 ? 'unlikely' : 'unmet';
  const least =
    share === 0 || best.scenario.postcopy !== undefined
      ? null
      : await leastDowntimeLimit(best.scenario, goals, trials);
  const would = verdict === 'met' ? null : await wouldMeet(search, question, trials);
  const managers = managerChoices(best.scenario, plain, goals, base.survey.first_pass_seconds ?? 0);
  const managed = await trials.run(
    managers.map(({ scenario }) => scenario),
    Math.min(managerRuns, question.runs),
  );
  return {
    schema: adviceSchemaName,
    ...programIdentity,
    guest: {
      cpus: plain.hardware.cpus,
      mem_gb: plain.hardware.memGib,
      workload: question.workload.kind,
      working_set_mb: Math.round(workingSetMib(question.workload)),
      ram_in_use: question.ramInUse,
    },
    host: plain.host.name,
    link_gbit: plain.host.parameters.linkGbitPerSecond.value,
    version: plain.version,
    goals: {
      max_downtime_ms: goals.maxDowntimeMs,
      max_total_s: goals.maxTotalSeconds,
      min_guest_speed_percent: goals.minGuestSpeedPercent,
    },
    assumed_goals: [...question.assumedGoals],
    seed: plain.seed,
    simulated_runs: trials.count,
    tried_settings: search.trials.length,
    survey: { ...base.survey, converges },
    verdict,
    settings: advisedSettings(best, goals, reservationOf(best.scenario)),
    least_downtime_limit_ms: least,
    would_meet: would,
    choices: choices(search, goals, reservationOf),
    qmp: qmpCommands(best.scenario),
    qmp_destination: destinationCommands(best.scenario),
    managers: managers.map(({ text }, index) => ({
      name: text.name,
      lines: [...text.lines],
      cannot: [...text.cannot],
      runs: managed[index].runs.length,
      met: managed[index].runs.filter((run) => missedGoals(run, goals).size === 0).length,
    })),
    explanation: question.explain ? explained(best.scenario) : null,
  };
}

async function wouldMeet(
  { trials: tried, finalists }: SearchResult,
  { goals, kinds, plain }: AdviceQuestion,
  trials: Trials,
): Promise<Advice['would_meet']> {
  // XBZRLE takes too long to simulate to be tried with every link.
  const others = finalists
    .map(({ scenario }) => scenario)
    .filter(({ encoding }) => encoding === undefined);
  const mayThrottle = kinds.includes(autoConverge);
  const candidates = [
    plain,
    ...(mayThrottle ? [throttled(plain, 20, 10, 99)] : []),
    ...others.slice(0, 1),
  ];
  const { linkGbit, downtimeMs } = await whatWould(candidates, goals, trials);
  const all = [...tried, ...finalists];
  return {
    link_gbit: linkGbit,
    max_downtime_ms: downtimeMs,
    max_total_s: await totalThatWould(all, candidates, goals, trials),
    min_guest_speed_percent: speedThatWould(all, goals),
  };
}

function advisedSettings(trial: Trial, goals: Goals, reservation: string | null): AdvisedSettings {
  const { runs, scenario } = trial;
  const met = runs.filter((run) => missedGoals(run, goals).size === 0).length;
  const downtime = meanOf(trial, 'downtime_ms');
  const total = meanOf(trial, 'total_time_ms');
  const speed = spreadOf(runs, (run) => run.guest_speed_percent)?.mean ?? 0;
  const completed = runs.filter((run) => run.status === 'completed');
  return {
    text: settingsText(scenario),
    reservation,
    runs: runs.length,
    completed: completed.length,
    met,
    probability: met / runs.length,
    interval: wilsonInterval(met, runs.length),
    downtime_ms: spreadOf(completed, (run) => run.downtime_ms ?? 0),
    total_time_ms: spreadOf(completed, (run) => run.total_time_ms),
    guest_speed_percent: spreadOf(runs, (run) => run.guest_speed_percent),
    max_throttle_percent: spreadOf(runs, (run) => run.max_throttle_percent),
    blocktime_ms:
      scenario.postcopy === undefined
        ? null
        : spreadOf(completed, (run) => run.postcopy_blocktime_ms ?? 0),
    missed: {
      downtime_ms: downtime === null ? null : Math.max(0, downtime - goals.maxDowntimeMs),
      total_s: total === null ? null : Math.max(0, total / 1000 - goals.maxTotalSeconds),
      guest_speed_percent: Math.max(0, goals.minGuestSpeedPercent - speed),
    },
  };
}

function spreadOf(runs: readonly RunRecord[], figure: (run: RunRecord) => number): Spread | null {
  if (runs.length === 0) return null;
  const values = runs.map(figure);
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    min: Math.min(...values),
    max: Math.max(...values),
  };
}

/** The Pareto front of all that always completed, by downtime. */
function choices(
  { trials, finalists }: SearchResult,
  goals: Goals,
  reservationOf: (scenario: QemuScenario) => string | null,
): Advice['choices'] {
  const all = [
    ...finalists,
    ...trials.filter(({ runs }) => finalists.every((other) => other.runs !== runs)),
  ];
  const rows = all
    .filter(({ runs }) => runs.every((run) => run.status === 'completed'))
    .map((trial) => ({
      text: settingsText(trial.scenario),
      reservation: reservationOf(trial.scenario),
      downtime_ms: meanOf(trial, 'downtime_ms') ?? 0,
      total_time_ms: meanOf(trial, 'total_time_ms') ?? 0,
      guest_speed_percent: meanOf(trial, 'guest_speed_percent') ?? 0,
      runs: trial.runs.length,
      met: trial.runs.filter((run) => missedGoals(run, goals).size === 0).length,
    }));
  const front = paretoFront(rows, (row) => ({
    downtimeMs: row.downtime_ms,
    totalTimeMs: row.total_time_ms,
    guestSpeedPercent: row.guest_speed_percent,
  }));
  const shown = rows.filter((row, index) => front.includes(row) || index === 0);
  return shown.slice(0, mostChoices).toSorted((a, b) => a.downtime_ms - b.downtime_ms);
}

/** The story of the first repeat. */
function explained(scenario: QemuScenario): string[] {
  const events: TimedTraceEvent[] = [];
  const trace = (timeMs: number, event: TimedTraceEvent['event']): void =>
    void events.push({ timeMs, event });
  return explainRun(simulate({ ...scenario, repeat: 1 }, { trace }), events);
}
