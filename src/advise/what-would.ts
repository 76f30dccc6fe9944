import { downtimeRange } from '../engines/guest-settings.js';
import { hostWithLink } from '../profiles/linked-host.js';
import type { Settings } from '../settings/resolve.js';
import type { Advice } from './advice.js';
import { smallestThat } from './bisect.js';
import { type Candidate, candidateOf } from './candidate.js';
import { type GoalName, type Goals, missedGoals } from './goals.js';
import { type CompleteQuestion, longestSeconds } from './question.js';
import { isCompleted, meanOf, shareMet, type Trial, type Trials } from './trials.js';

/** How far the link's rate and the downtime are raised. */
const linkFactors = [1.5, 3, 10, 40];
const downtimeFactors = [2, 5, 20, 100];
const runsEach = 3;
/** How many times the goal a migration may take that is let go on, to see when it ends. */
const patience = 20;

/** What would have to be otherwise; null where nothing in reach does. */
export type WouldMeet = NonNullable<Advice['would_meet']>;

/**
 * Single changes that would let the goals be met: a faster link, a longer downtime or total time, or a slower
 * guest.
 *
 * @param tried what is known already
 * @param nearest what is tried with other links and goals, in three runs each
 */
export async function whatWould(
  tried: readonly Trial[],
  nearest: readonly Candidate[],
  { goals, host }: Pick<CompleteQuestion, 'goals' | 'host'>,
  trials: Trials,
): Promise<WouldMeet> {
  const maxTime = seconds(goals.maxTotalSeconds + 1);
  const gbit = await firstThat(
    host.parameters.linkGbitPerSecond.value,
    linkFactors,
    (rate) => {
      const linked = hostWithLink(host, Number(rate.toPrecision(3)), 'tried by advise');
      return { goals, candidates: changed(nearest, { maxTime, host: linked }) };
    },
    trials,
  );
  const downtimeMs = await firstThat(
    goals.maxDowntimeMs,
    downtimeFactors,
    (limit) => {
      const downtime = Math.min(downtimeRange.max, Math.round(limit * 0.75));
      return {
        goals: { ...goals, maxDowntimeMs: limit },
        candidates: changed(nearest, { maxTime, downtime }),
      };
    },
    trials,
  );
  return {
    link_gbit: gbit === null ? null : Number(gbit.toPrecision(3)),
    max_downtime_ms: downtimeMs === null ? null : Math.ceil(downtimeMs),
    max_total_s: await totalThatWould(tried, nearest, goals, trials),
    min_guest_speed_percent: speedThatWould(tried, goals),
  };
}

interface Attempt {
  readonly goals: Goals;
  readonly candidates: readonly Candidate[];
}

/** The smallest multiple of `start` at which an attempt succeeds, to 10 %; null if none of `factors` does. */
async function firstThat(
  start: number,
  factors: readonly number[],
  attempt: (value: number) => Attempt,
  trials: Trials,
): Promise<number | null> {
  const firstMet = (values: readonly number[]): Promise<number> =>
    firstThatSucceeds(values.map(attempt), trials);
  let below = start;
  for (const factor of factors) {
    if (!trials.mayGoOn()) return null;
    const value = start * factor;
    if ((await firstMet([value])) === 0) return smallestThat(below, value, 0.1, firstMet);
    below = value;
  }
  return null;
}

/** The index of the first attempt of which some settings meet the goals in all runs, -1 if there is none. */
async function firstThatSucceeds(attempts: readonly Attempt[], trials: Trials): Promise<number> {
  const once = await trials.run(
    attempts.flatMap(({ candidates }) => candidates),
    1,
  );
  let next = 0;
  const hopeful = attempts.map(({ candidates, goals }) =>
    candidates.filter(() => shareMet(once[next++], goals) === 1).slice(0, 2),
  );
  for (const [index, { goals }] of attempts.entries()) {
    const sure = await trials.run(hopeful[index], runsEach);
    if (sure.some((trial) => shareMet(trial, goals) === 1)) return index;
  }
  return -1;
}

function changed(candidates: readonly Candidate[], changes: Settings): readonly Candidate[] {
  return candidates.map(({ settings }) => candidateOf({ ...settings, ...changes }));
}

/** A time after which a migration is cancelled. */
function seconds(time: number): number {
  return Math.min(longestSeconds, Math.ceil(time));
}

/**
 * The shortest total time of settings that meet the other goals, whole seconds; null if none meets them. If
 * nothing has ended yet, the nearest are let go on.
 */
async function totalThatWould(
  tried: readonly Trial[],
  nearest: readonly Candidate[],
  goals: Goals,
  trials: Trials,
): Promise<number | null> {
  const shortest = (some: readonly Trial[]): number =>
    Math.min(
      ...otherwiseMet('total', some, goals).map(
        (trial) => meanOf(trial, 'total_time_ms') ?? Infinity,
      ),
    );
  let totalMs = shortest(tried);
  if (totalMs === Infinity && trials.mayGoOn()) {
    const maxTime = seconds(patience * goals.maxTotalSeconds);
    totalMs = shortest(await trials.run(changed(nearest, { maxTime }), 1));
  }
  return totalMs === Infinity ? null : Math.ceil(totalMs / 1000);
}

/** The highest guest speed of settings that meet the other goals, whole percent; null if none meets them. */
function speedThatWould(tried: readonly Trial[], goals: Goals): number | null {
  const met = otherwiseMet('guest-speed', tried, goals);
  const speed = Math.max(...met.map((trial) => meanOf(trial, 'guest_speed_percent') ?? 0));
  return speed === -Infinity ? null : Math.floor(speed);
}

/** Settings of which all runs completed and missed no other goal. */
function otherwiseMet(goal: GoalName, trials: readonly Trial[], goals: Goals): readonly Trial[] {
  return trials.filter(({ runs }) =>
    runs.every(
      (run) =>
        isCompleted(run) && [...missedGoals(run, goals).keys()].every((missed) => missed === goal),
    ),
  );
}
