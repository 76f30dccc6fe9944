import { type Goals, missedGoals } from '../../report/advise/goals.js';
import { hostWithLink } from '../../scenario/linked-host.js';
import type { QemuScenario } from '../../scenario/scenario.js';
import { withMigration } from './candidate-kind.js';
import { meanOf, shareMet, type Trial, type Trials } from './trials.js';
import { smallestThat } from './bisect.js';

/** How far the link's rate and the downtime are raised. */
const linkFactors = [1.5, 2.5, 4, 8, 16, 40];
const downtimeFactors = [1.5, 2.5, 4, 8, 16, 40, 100];
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
  candidates: readonly QemuScenario[],
  goals: Goals,
  trials: Trials,
): Promise<WhatWould> {
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

/**
 * The total time in which the settings that meet the other goals end, seconds, the shortest; null if none
 * meets them.
 */
export function totalThatWould(trials: readonly Trial[], goals: Goals): number | null {
  const totals = trials
    .filter(({ runs }) =>
      runs.every((run) => {
        const missed = missedGoals(run, goals);
        return run.status === 'completed' && [...missed.keys()].every((goal) => goal === 'total');
      }),
    )
    .map((trial) => (meanOf(trial, 'total_time_ms') ?? Infinity) / 1000);
  return totals.length === 0 ? null : Math.min(...totals);
}
