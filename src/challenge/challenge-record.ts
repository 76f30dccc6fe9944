import * as z from 'zod/mini';
import { programIdentity, programIdentityShape } from '../results/program-identity.js';
import {
  described,
  nonNegative,
  nonNegativeInt,
  nullable,
  ordinal,
  signed,
} from '../input/schema-fields.js';
import { dictionary, list } from '../input/schema-list.js';
import { pointRecord } from '../search/settings-text.js';
import { sum } from '../statistics/summary.js';
import { countWorse, type Duel } from './arena.js';
import {
  type ChallengeMetric,
  challengeMetricNames,
  challengeMetrics,
} from './challenge-metric.js';
import type { ChallengeOutcome, ChallengeRequest, Find } from './challenge.js';
import { findCommand } from './find-command.js';

export const challengeSchemaName = 'guestperf-sim/challenge/1';

const settingsSchema = dictionary(z.union([z.string(), signed, z.boolean()]));

const findSchema = z.strictObject({
  number: ordinal,
  settings: described(settingsSchema, 'What differs from the defaults, in its simplest form'),
  found_as: described(settingsSchema, 'The settings with which it was found'),
  excess: described(signed, 'By how much the strategy is worse, on average over the runs'),
  worse: described(nonNegativeInt, 'Runs in which it is worse by as much as was asked for'),
  runs: described(nonNegativeInt, 'Runs of each strategy, each with its own randomness'),
  strategy: nullable(nonNegative, 'Mean of the metric under the strategy; null if no run has it'),
  against: nullable(nonNegative, 'The same under the other one'),
  command: described(z.string(), 'A command line that shows both'),
  story: described(list(z.string()), 'What happened in the first run under the strategy'),
  story_against: described(list(z.string()), 'The same under the other one'),
});

function hashOf(which: string) {
  return described(z.optional(z.string()), `Hash of the file of ${which}; absent of a mode`);
}

/** What `challenge` found. */
export const challengeSchema = z.strictObject({
  schema: z.literal(challengeSchemaName),
  ...programIdentityShape,
  strategy: described(z.string(), 'The strategy that was challenged'),
  strategy_hash: hashOf('the strategy'),
  against: z.string(),
  against_hash: hashOf('the other one'),
  metric: z.enum(challengeMetricNames),
  unit: described(z.string(), 'Of the excess'),
  least: described(nonNegative, 'The excess that a find has in each run'),
  seed: described(z.string(), 'Of the search'),
  candidates: described(nonNegativeInt, 'Scenarios that the search was to look at'),
  simulated_runs: nonNegativeInt,
  worst: nullable(signed, 'The largest excess of one run; null if no runs could be compared'),
  is_complete: described(z.boolean(), 'False if the search was interrupted'),
  finds: list(findSchema),
});

export type ChallengeDocument = z.infer<typeof challengeSchema>;
export type FindRecord = ChallengeDocument['finds'][number];

/** The stories of a find: of its first run under the strategy, and under the other one. */
export interface FindStories {
  readonly own: readonly string[];
  readonly other: readonly string[];
}

/** The published document of a challenge. */
export function challengeDocument(
  request: ChallengeRequest,
  outcome: ChallengeOutcome & { readonly isComplete: boolean },
  storiesOf: (find: Find) => FindStories,
): ChallengeDocument {
  const { candidates, contest, least, seed } = request;
  const metric: ChallengeMetric = challengeMetrics[contest.metric];
  return {
    schema: challengeSchemaName,
    ...programIdentity,
    strategy: contest.strategy.name,
    ...(contest.strategy.hash !== null && { strategy_hash: contest.strategy.hash }),
    against: contest.against.name,
    ...(contest.against.hash !== null && { against_hash: contest.against.hash }),
    metric: contest.metric,
    unit: metric.unit,
    least,
    seed,
    candidates,
    simulated_runs: outcome.runs,
    worst: outcome.worst === null ? null : rounded(outcome.worst),
    is_complete: outcome.isComplete,
    finds: outcome.finds.map((find, index): FindRecord => {
      const { found, simplest } = find;
      const stories = storiesOf(find);
      return {
        number: index + 1,
        settings: pointRecord(simplest.point),
        found_as: pointRecord(found.point),
        excess: rounded(simplest.score ?? 0),
        worse: countWorse(simplest, least),
        runs: simplest.own.length,
        strategy: figureOf(simplest.own, metric),
        against: figureOf(simplest.other, metric),
        command: findCommand(contest, simplest.point, simplest.own.length),
        story: [...stories.own],
        story_against: [...stories.other],
      };
    }),
  };
}

function figureOf(runs: Duel['own'], metric: ChallengeMetric): number | null {
  const figures = runs.map(metric.figure).filter((figure) => figure !== null);
  return figures.length === 0 ? null : rounded(sum(figures) / figures.length);
}

/** Six decimals: what a figure of ms has. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
