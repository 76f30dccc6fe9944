import { type GoalName, type Goals, missedGoals } from './goals.js';
import { hostWithLink } from '../profiles/linked-host.js';
import type { QemuScenario } from '../engines/scenario.js';
import { withMigration } from './candidate-kind.js';
import { meanOf, shareMet, type Trial, type Trials } from './trials.js';
import { smallestThat } from './bisect.js';

/** How far the link's rate and the downtime are raised. */
const linkFactors = [1.5, 3, 10, 40];
const downtimeFactors = [2, 5, 20, 100];
const runsEach = 3;

/** Single changes that would let the goals be met; null where none in reach does. */
export interface WhatWould {
  readonly linkGbit: number | null;
  readonly downtimeMs: number | null;
}

/**
 * What would have to be otherwise for the goals to be met: a faster link, or a longer downtime. Tried with
 * the settings that came nearest and with a few others, in three runs each.
 */
export async function whatWould(
  nearest: readonly QemuScenario[],
  goals: Goals,
  trials: Trials,
): Promise<WhatWould> {
  const candidates = nearest.map((scenario) => withMaxTime(scenario, goals.maxTotalSeconds + 1));
  const gbit = candidates[0].host.parameters.linkGbitPerSecond.value;
  const downtime = goals.maxDowntimeMs;
  const linkGbit = await firstThat(
    gbit,
    linkFactors,
    (rate) => ({
      goals,
      scenarios: candidates.map((scenario) => ({
        ...scenario,
        host: hostWithLink(scenario.host, Number(rate.toPrecision(3)), 'tried by advise'),
      })),
    }),
    trials,
  );
  const downtimeMs = await firstThat(
    downtime,
    downtimeFactors,
    (limit) => ({
      goals: { ...goals, maxDowntimeMs: limit },
      scenarios: candidates.map((scenario) =>
        withMigration(scenario, { downtimeLimitMs: Math.min(2_000_000, Math.round(limit * 0.75)) }),
      ),
    }),
    trials,
  );
  return {
    linkGbit: linkGbit === null ? null : Number(linkGbit.toPrecision(3)),
    downtimeMs: downtimeMs === null ? null : Math.ceil(downtimeMs),
  };
}

interface Attempt {
  readonly goals: Goals;
  readonly scenarios: readonly QemuScenario[];
}

/** The smallest multiple of `start` at which an attempt succeeds, to 10 %; null if none of `factors` does. */
async function firstThat(
  start: number,
  factors: readonly number[],
  attempt: (value: number) => Attempt,
  trials: Trials,
): Promise<number | null> {
  const succeed = (values: readonly number[]): Promise<readonly boolean[]> =>
    tryAll(values.map(attempt), trials);
  let below = start;
  for (const factor of factors) {
    const value = start * factor;
    const [succeeds] = await succeed([value]);
    if (succeeds) return smallestThat(below, value, 0.1, succeed);
    below = value;
  }
  return null;
}

/** Whether any settings of each attempt meet its goals in all runs. */
async function tryAll(attempts: readonly Attempt[], trials: Trials): Promise<readonly boolean[]> {
  const once = await trials.run(
    attempts.flatMap(({ scenarios }) => scenarios),
    1,
  );
  let next = 0;
  const hopeful = attempts.map(({ goals, scenarios }) =>
    scenarios.filter(() => shareMet(once[next++], goals) === 1).slice(0, 2),
  );
  await trials.run(hopeful.flat(), runsEach);
  const succeeded: boolean[] = [];
  for (const [index, { goals }] of attempts.entries()) {
    const sure = await trials.run(hopeful[index], runsEach);
    succeeded.push(sure.some((trial) => shareMet(trial, goals) === 1));
  }
  return succeeded;
}

/** A scenario that is cancelled after so many seconds. */
function withMaxTime(scenario: QemuScenario, seconds: number): QemuScenario {
  const maxTimeSeconds = Math.min(8_640_000, Math.ceil(seconds));
  return { ...scenario, management: { ...scenario.management, maxTimeSeconds } };
}

/** How many times the goal a migration may take that is let go on, to see when it ends. */
const patience = 20;

/**
 * The shortest total time of settings that meet the other goals, whole seconds; null if none meets them. If
 * nothing has ended yet, the nearest are let go on.
 */
export async function totalThatWould(
  tried: readonly Trial[],
  nearest: readonly QemuScenario[],
  goals: Goals,
  trials: Trials,
): Promise<number | null> {
  const known = shortestTotal(tried, goals);
  if (known !== null) return known;
  const patient = nearest.map((scenario) =>
    withMaxTime(scenario, patience * goals.maxTotalSeconds),
  );
  return shortestTotal(await trials.run(patient, 1), goals);
}

function shortestTotal(tried: readonly Trial[], goals: Goals): number | null {
  const totals = tried
    .filter((trial) => missesOnly('total', trial, goals))
    .map((trial) => (meanOf(trial, 'total_time_ms') ?? Infinity) / 1000);
  return totals.length === 0 ? null : Math.ceil(Math.min(...totals));
}

/** The highest guest speed of settings that meet the other goals, whole percent; null if none meets them. */
export function speedThatWould(tried: readonly Trial[], goals: Goals): number | null {
  const speeds = tried
    .filter((trial) => missesOnly('guest-speed', trial, goals))
    .map((trial) => meanOf(trial, 'guest_speed_percent') ?? 0);
  return speeds.length === 0 ? null : Math.floor(Math.max(...speeds));
}

/** Whether all runs completed and missed no other goal. */
function missesOnly(goal: GoalName, { runs }: Trial, goals: Goals): boolean {
  return runs.every(
    (run) =>
      run.status === 'completed' &&
      [...missedGoals(run, goals).keys()].every((missed) => missed === goal),
  );
}
