import * as z from 'zod/mini';
import { described, duration, nonNegativeInt, percent, signed } from '../input/schema-fields.js';
import { dictionary, list } from '../input/schema-list.js';
import { programIdentity, programIdentityShape } from '../results/program-identity.js';
import { pointRecord } from '../search/settings-text.js';
import type { NamedTuneRequest } from './tune-request.js';
import { isStandard, type TuneOutcome } from './tune.js';
import type { TunedSettings } from './tuned-settings.js';

export const tuneSchemaName = 'guestperf-sim/tune/1';

const choiceSchema = z.strictObject({
  settings: described(
    dictionary(z.union([z.string(), signed, z.boolean()])),
    'What differs from the defaults',
  ),
  is_default: described(z.boolean(), 'Whether nothing does'),
  total_time_ms: described(z.nullable(duration), 'Mean over the loads; null if no run completed'),
  downtime_ms: described(z.nullable(duration), 'Likewise'),
  guest_speed_percent: described(z.nullable(percent), 'Likewise'),
  completed: described(nonNegativeInt, 'Runs that completed'),
  runs: described(nonNegativeInt, 'Runs of all loads'),
});

/** What `tune` found. */
export const tuneSchema = z.strictObject({
  schema: z.literal(tuneSchemaName),
  ...programIdentityShape,
  mode: described(z.string(), 'The mode or strategy that was tuned'),
  strategy_hash: described(z.optional(z.string()), "Hash of the strategy's file; absent of a mode"),
  suite: z.string(),
  loads: list(z.string()),
  seed: z.string(),
  tried_settings: nonNegativeInt,
  simulated_runs: nonNegativeInt,
  defaults: choiceSchema,
  front: described(
    list(choiceSchema),
    'Of which none is better than another in all; the shortest total time first',
  ),
});

export type TuneDocument = z.infer<typeof tuneSchema>;
export type TunedChoice = TuneDocument['defaults'];

/** The published document of what was tuned. */
export function tuneDocument(request: NamedTuneRequest, outcome: TuneOutcome): TuneDocument {
  return {
    schema: tuneSchemaName,
    ...programIdentity,
    mode: request.rules.name,
    ...(request.rules.hash !== null && { strategy_hash: request.rules.hash }),
    suite: request.suite.name,
    loads: request.suite.loads.map(({ name }) => name),
    seed: request.seed,
    tried_settings: outcome.tried,
    simulated_runs: outcome.runs,
    defaults: choiceOf(outcome.standard),
    front: outcome.front.map(choiceOf),
  };
}

function choiceOf(tuned: TunedSettings): TunedChoice {
  const { completed, downtime_ms, guest_speed_percent, point, runs, total_time_ms } = tuned;
  return {
    settings: pointRecord(point),
    is_default: isStandard(point),
    total_time_ms: rounded(total_time_ms),
    downtime_ms: rounded(downtime_ms),
    guest_speed_percent: rounded(guest_speed_percent),
    completed,
    runs,
  };
}

/** Six decimals: what a figure of ms has. */
function rounded(value: number): number | null {
  return Number.isNaN(value) ? null : Math.round(value * 1e6) / 1e6;
}
