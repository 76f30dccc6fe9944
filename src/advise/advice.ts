import * as z from 'zod/mini';
import { list } from '../input/schema-list.js';
import { predictionIntervalSchema } from '../results/prediction-interval.js';
import { programIdentityShape } from '../results/program-identity.js';
import {
  described,
  duration,
  nonNegative,
  nullable,
  percent,
  share,
} from '../input/schema-fields.js';
import { migrationStatuses } from '../observed/migration-reading.js';
import { changeKinds, limits } from '../watch/forecast.js';
import { forecastShape } from '../watch/watch-record.js';
import { qemuVersions } from '../profiles/qemu-version.js';

export const adviceSchemaName = 'guestperf-sim/advice/1';

/** From the best to the worst. */
export const verdicts = ['met', 'unlikely', 'unmet'] as const;
export type Verdict = (typeof verdicts)[number];

const number = (description: string) => described(nonNegative, description);
const orNull = (description: string) => nullable(nonNegative, description);

/** A figure over the runs that completed. */
const spreadSchema = z.strictObject({
  mean: nonNegative,
  interval: described(predictionIntervalSchema, 'The middle 80 % of the runs'),
  min: nonNegative,
  max: nonNegative,
});

const goalsSchema = z.strictObject({
  max_downtime_ms: number('Of the downtime that QEMU reports'),
  max_total_s: number('From the migrate command to the end'),
  min_guest_speed_percent: number('Mean speed of the guest until its stop; 0 asks for nothing'),
});

const surveySchema = z.strictObject({
  converges: described(z.boolean(), 'Whether it completes without help within a few iterations'),
  first_pass_seconds: orNull('Until all of RAM was sent once'),
  sent_bytes_per_second: orNull("Median of QEMU's estimates of the bandwidth"),
  dirtied_bytes_per_second: orNull('Pages that became dirty after the first pass'),
  least_remaining_bytes: orNull('The least that a sync found'),
  least_downtime_ms: orNull('The time in which that would be sent'),
});

const missSchema = z.strictObject({
  downtime_ms: orNull(
    'By how much the mean misses the goal; 0 if it does not, null if no run completed',
  ),
  total_s: orNull('Likewise'),
  guest_speed_percent: number('Likewise'),
});

const managerSchema = z.strictObject({
  name: z.string(),
  lines: described(list(z.string()), 'What to write where'),
  cannot: described(list(z.string()), 'What of the settings it cannot say'),
  runs: number('Runs of what the manager would do, as far as it is modelled'),
  met: number('Runs of them that met the goals'),
});

const settingsSchema = z.strictObject({
  text: z.string(),
  reservation: described(z.nullable(z.string()), 'What speaks against them although they work'),
  runs: number('Migrations of these settings that were simulated, one for each repeat of the seed'),
  completed: number('Runs of them that completed'),
  met: number('Runs of them that met all goals'),
  probability: number('Share of them that met all goals'),
  interval: described(
    z.strictObject({ low: share, high: share }),
    "Wilson's interval of that share, with 95 % confidence",
  ),
  downtime_ms: z.nullable(spreadSchema),
  total_time_ms: z.nullable(spreadSchema),
  guest_speed_percent: z.nullable(spreadSchema),
  max_throttle_percent: z.nullable(spreadSchema),
  blocktime_ms: described(
    z.nullable(spreadSchema),
    'For how long all vCPUs waited for pages under postcopy; null without',
  ),
  missed: missSchema,
  slow_seconds: described(
    z.nullable(z.strictObject({ runs: nonNegative, min: nonNegative, max: nonNegative })),
    'For how long the guest runs at less than a tenth of its speed before it stops, s, in the first runs; null where that takes too long to simulate',
  ),
});

const choiceSchema = z.strictObject({
  text: z.string(),
  reservation: z.nullable(z.string()),
  downtime_ms: orNull('Mean over the runs that completed; null if none did'),
  total_time_ms: orNull('Likewise'),
  guest_speed_percent: percent,
  slow_seconds: orNull(
    'For how long the guest runs at less than a tenth of its speed, in one run; null where that takes too long to simulate',
  ),
  runs: nonNegative,
  completed: number('Runs of them that completed'),
  given_up_after_iterations: orNull('Where each run was given up; null if one was not'),
  met: number('Runs of them that met all goals'),
});

const endSchema = z.strictObject({
  working_set_mb: number('What the guest writes in the end, MiB'),
  verdict: z.enum(verdicts),
  text: described(z.string(), 'The best settings, whether they meet the goals or not'),
  runs: nonNegative,
  met: number('Runs of them that met the goals'),
});

/** Both ends of what one measurement leaves open. */
const rangeSchema = z.strictObject({
  mib_per_second: nonNegative,
  period_ms: duration,
  answer_for: described(z.enum(['stops', 'grows']), 'The end of which all other figures are'),
  stops: described(endSchema, 'The guest writes the same memory again and again'),
  grows: described(endSchema, 'It goes on to other memory at that rate, up to all of its RAM'),
});

const observedSchema = z.strictObject({
  status: z.enum(migrationStatuses),
  elapsed_ms: duration,
  ram_mb: nonNegative,
  remaining_mb: nonNegative,
  iterations: z.nullable(nonNegative),
  throttle_percent: percent,
  link_gbit: orNull('Median of the rates at which it was sent'),
  dirty_rates: described(
    list(z.strictObject({ period_ms: duration, mib_per_second: nonNegative })),
    'What the guest dirtied between syncs, as fast as it would without the throttle',
  ),
});

/** What is to be expected from where a migration stands. */
const expectedShape = {
  ...forecastShape,
  converges: described(share, 'Probability that it completes by itself'),
  verdict: described(
    z.enum(verdicts),
    'met: the goals for downtime and total time hold in 80 of 100 cases; unlikely: at the good end of that',
  ),
};

const continuationSchema = z.strictObject({
  answers: number('Answers about RAM that it goes on from'),
  ...expectedShape,
  limited_by: described(z.enum(limits), 'What holds it up'),
  unknown: nullable(z.string(), 'What the past does not determine; null if it does'),
  hopeless: nullable(z.string(), 'Why it does not converge; null if it may'),
  changes: described(
    list(
      z.strictObject({
        kind: z.enum(changeKinds),
        change: z.string(),
        ...expectedShape,
        qmp: described(list(z.string()), 'The change as commands to QEMU'),
        virsh: described(list(z.string()), 'The same as command lines, with DOMAIN for the name'),
      }),
    ),
    'What can be changed while it runs and would help; those that meet the goals come first',
  ),
});

/** What `advise` found. */
export const adviceSchema = z.strictObject({
  schema: z.literal(adviceSchemaName),
  ...programIdentityShape,
  guest: z.strictObject({
    cpus: nonNegative,
    mem_gb: nonNegative,
    workload: z.string(),
    working_set_mb: nonNegative,
    ram_in_use: z.enum(['all', 'workload']),
  }),
  host: z.string(),
  link_gbit: nonNegative,
  version: z.enum(qemuVersions),
  goals: goalsSchema,
  assumed_goals: described(list(z.string()), 'Options of goals that were not given'),
  seed: z.string(),
  simulated_runs: nonNegative,
  tried_settings: nonNegative,
  cut_short: described(
    z.optional(z.boolean()),
    'There, and true, where migrations take so long that not all was tried',
  ),
  survey: surveySchema,
  verdict: described(z.enum(verdicts), 'met: in 95 of 100 runs or more'),
  dirty_rate_range: described(
    z.optional(rangeSchema),
    'What holds if the guest writes no more than was measured, and if it does; where one measurement is all there is',
  ),
  observed: described(
    z.optional(observedSchema),
    'The migration that the guest and the hosts were read from, where there was one',
  ),
  continuation: described(
    z.optional(continuationSchema),
    'How that migration goes on, where it is under way',
  ),
  settings: described(settingsSchema, 'The best that was found, whether it meets the goals or not'),
  least_downtime_limit_ms: orNull(
    'Smallest downtime limit with which the settings meet the goals; null under postcopy, where it decides nothing, and where the search was cut short',
  ),
  strategy: described(
    z.optional(z.strictObject({ name: z.string(), hash: z.string() })),
    'Rules of the user that were tried as well, and the hash of their file; absent without',
  ),
  would_meet: described(
    z.nullable(
      z.strictObject({
        link_gbit: orNull('Rate of the link at which the goals would be met'),
        max_downtime_ms: orNull('Downtime at which the other goals would be met'),
        max_total_s: orNull('Total time at which the other goals would be met'),
        min_guest_speed_percent: orNull('Guest speed at which the other goals would be met'),
      }),
    ),
    'What would let the goals be met; null where they are or the search was cut short, and each null where nothing in reach does',
  ),
  choices: described(
    list(choiceSchema),
    'Pareto front of downtime, total time and guest speed, and plain precopy',
  ),
  qmp: described(list(z.string()), 'The settings as commands to QEMU'),
  qmp_destination: described(list(z.string()), 'What the destination has to be told before'),
  managers: list(managerSchema),
  explanation: described(
    z.nullable(list(z.string())),
    'The story of one run; null unless asked for',
  ),
});

export type Advice = z.infer<typeof adviceSchema>;
export type Survey = Advice['survey'];
export type AdvisedSettings = Advice['settings'];
export type DirtyRateRange = z.infer<typeof rangeSchema>;
export type ContinuationAdvice = z.infer<typeof continuationSchema>;
export type ObservedAdvice = z.infer<typeof observedSchema>;
export type Spread = z.infer<typeof spreadSchema>;
