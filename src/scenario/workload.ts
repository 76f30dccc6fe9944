import * as z from 'zod/mini';

const mib = z.number().check(z.positive());
const mibPerSecond = z.number().check(z.positive());
/**
 * How a vCPU keeps its pace: by burning CPU time between visits, so that a throttle slows it, or by
 * sleeping to a schedule, so that it catches up after a throttle's sleep.
 */
const pacing = z._default(z.enum(['cpu', 'sleep']), 'cpu');

const percent = z.number().check(z.gt(0), z.lt(100));

/** guestperf's stress program over `stressMib` MiB in total, split evenly over the vCPUs. */
const stressSchema = z.strictObject({ kind: z.literal('stress'), stressMib: mib });

/** Nothing is written. */
const idleSchema = z.strictObject({ kind: z.literal('idle') });

/**
 * As `stress`, at a pace: each vCPU visits pages at `mibPerSecond` while it runs.
 * `bytesPerPage` is what a visit changes of each page.
 */
const sequentialSchema = z.strictObject({
  kind: z.literal('sequential'),
  workingSetMib: mib,
  mibPerSecond,
  pacing,
  bytesPerPage: z._default(z.int().check(z.gte(1), z.lte(4096)), 4096),
});

/** Each vCPU visits pages of its part of the working set at random, all equally likely. */
const randomSchema = z.strictObject({
  kind: z.literal('random'),
  workingSetMib: mib,
  mibPerSecond,
  pacing,
});

/** As `random`; `hotWritesPercent` of the visits go to `hotPagesPercent` of the pages. */
const hotColdSchema = z.strictObject({
  kind: z.literal('hot-cold'),
  workingSetMib: mib,
  mibPerSecond,
  hotPagesPercent: percent,
  hotWritesPercent: percent,
});

/**
 * A guest of which only the dirty rate is known, measured over several periods from a clean state
 * (`calc-dirty-rate`): pages dirtied in `periodMs`, as MiB/s of the whole guest.
 */
const dirtyRateSchema = z.strictObject({
  kind: z.literal('dirty-rate'),
  samples: z
    .array(z.strictObject({ periodMs: z.number().check(z.positive()), mibPerSecond }))
    .check(z.minLength(1)),
});

const steadySchema = z.discriminatedUnion('kind', [
  stressSchema,
  idleSchema,
  sequentialSchema,
  randomSchema,
  hotColdSchema,
  dirtyRateSchema,
]);

/** Workloads that take turns, for ever; each has memory of its own. Seconds of running time. */
const phasesSchema = z.strictObject({
  kind: z.literal('phases'),
  phases: z
    .array(z.strictObject({ seconds: z.number().check(z.positive()), workload: steadySchema }))
    .check(z.minLength(1)),
});

export const workloadSchema = z.discriminatedUnion('kind', [
  stressSchema,
  idleSchema,
  sequentialSchema,
  randomSchema,
  hotColdSchema,
  dirtyRateSchema,
  phasesSchema,
]);

/** A file of `profiles/workloads/`. */
export const workloadProfileSchema = z.strictObject({
  $schema: z.optional(z.string()),
  name: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/)),
  description: z.string().check(z.minLength(1)),
  source: z.string().check(z.minLength(1)),
  workload: workloadSchema,
});

export type SteadyWorkload = z.infer<typeof steadySchema>;
export type Workload = z.infer<typeof workloadSchema>;
export type WorkloadProfile = z.infer<typeof workloadProfileSchema>;

/** Memory that a workload writes, MiB over all vCPUs. */
export function workingSetMib(workload: Workload): number {
  switch (workload.kind) {
    case 'stress':
      return workload.stressMib;
    case 'idle':
      return 0;
    case 'dirty-rate':
      return Math.max(
        ...workload.samples.map((sample) => (sample.mibPerSecond * sample.periodMs) / 1000),
      );
    case 'phases':
      return workload.phases.reduce((sum, phase) => sum + workingSetMib(phase.workload), 0);
    default:
      return workload.workingSetMib;
  }
}
