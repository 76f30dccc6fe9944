import * as z from 'zod/mini';
import { list } from '../input/schema-list.js';

const mib = z.number().check(z.positive());
const mibPerSecond = z.number().check(z.positive());
/**
 * How a vCPU keeps its pace: by burning CPU time between visits, so that a throttle slows it, or by
 * sleeping to a schedule, so that it catches up after a throttle's sleep.
 */
const pacing = z._default(z.enum(['cpu', 'sleep']), 'cpu');

/**
 * What a visit does to a page's content, which matters to XBZRLE and compression. `bytesPerPage` is
 * what it changes of the page, spread evenly over it (all of it if absent). `contentReturns` says
 * whether the next visit takes that back, as guestperf's stress does, or leaves something new.
 */
const content = {
  bytesPerPage: z.optional(z.int().check(z.gte(1), z.lte(4096))),
  contentReturns: z.optional(z.boolean()),
};

const percent = z.number().check(z.gt(0), z.lt(100));

/**
 * guestperf's stress program over `stressMib` MiB in total, split evenly over the vCPUs. On
 * `readingVcpus` of them, the last ones, it reads its part again and again once it has filled it.
 */
const stressSchema = z.strictObject({
  kind: z.literal('stress'),
  stressMib: mib,
  readingVcpus: z.optional(z.int().check(z.nonnegative())),
});

/** Nothing is written. */
const idleSchema = z.strictObject({ kind: z.literal('idle') });

/**
 * As `stress`, at a pace: each vCPU visits pages at `mibPerSecond` while it runs. Each has written `writtenMib` since
 * it filled its part when the migration begins, if that is known.
 */
const sequentialSchema = z.strictObject({
  kind: z.literal('sequential'),
  workingSetMib: mib,
  mibPerSecond,
  pacing,
  ...content,
  bytesPerPage: z._default(z.int().check(z.gte(1), z.lte(4096)), 4096),
  writtenMib: z.optional(z.number().check(z.nonnegative())),
});

/** Each vCPU visits pages of its part of the working set at random, all equally likely. */
const randomSchema = z.strictObject({
  kind: z.literal('random'),
  workingSetMib: mib,
  mibPerSecond,
  pacing,
  ...content,
});

/** As `random`; `hotWritesPercent` of the visits go to `hotPagesPercent` of the pages. */
const hotColdSchema = z.strictObject({
  kind: z.literal('hot-cold'),
  workingSetMib: mib,
  mibPerSecond,
  hotPagesPercent: percent,
  hotWritesPercent: percent,
  ...content,
});

/**
 * A guest of which only the dirty rate is known, measured over several periods from a clean state
 * (`calc-dirty-rate`): pages dirtied in `periodMs`, as MiB/s of the whole guest. Its content is taken
 * not to return, if it does not say so.
 */
const dirtyRateSchema = z.strictObject({
  kind: z.literal('dirty-rate'),
  samples: list(z.strictObject({ periodMs: z.number().check(z.positive()), mibPerSecond })).check(
    z.minLength(1),
  ),
  ...content,
});

const steadySchemas = [
  stressSchema,
  idleSchema,
  sequentialSchema,
  randomSchema,
  hotColdSchema,
  dirtyRateSchema,
] as const;

const steadySchema = z.discriminatedUnion('kind', steadySchemas);

/** Takes free pages again during the migration, and writes them; `holdMs` later they are free. */
const allocatorSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('at'),
    /** Pages are counted from the first page of the free memory with content. */
    allocations: list(
      z.strictObject({
        atMs: z.number().check(z.positive()),
        firstPage: z.int().check(z.nonnegative()),
        pages: z.int().check(z.positive()),
        holdMs: z.optional(z.number().check(z.positive())),
      }),
    ).check(z.minLength(1)),
  }),
  z.strictObject({
    kind: z.literal('random'),
    perSecond: z.number().check(z.positive()),
    pages: z.int().check(z.positive()),
    holdMs: z.optional(z.number().check(z.positive())),
  }),
]);

/**
 * A workload that ran and ended before the migration: its memory is free, and not zero.
 * `allocator` takes pages of it again; `background` is what else the guest runs.
 */
const endedSchema = z.strictObject({
  kind: z.literal('ended'),
  junkMib: z.number().check(z.nonnegative()),
  /** All other memory is in use, and does not change; otherwise it is untouched. */
  restInUse: z._default(z.boolean(), false),
  allocator: z.optional(allocatorSchema),
  background: z._default(steadySchema, { kind: 'idle' }),
  /** How fast this guest reports free pages; the host profile's values where absent. */
  reporting: z.optional(
    z.strictObject({
      listPageNs: z.optional(z.number().check(z.nonnegative())),
      batchUs: z.optional(z.number().check(z.nonnegative())),
      batchPages: z.optional(z.int().check(z.positive())),
      queueUs: z.optional(z.number().check(z.nonnegative())),
    }),
  ),
});

/** Workloads that take turns, for ever; each has memory of its own. Seconds of running time. */
const phasesSchema = z.strictObject({
  kind: z.literal('phases'),
  phases: list(
    z.strictObject({ seconds: z.number().check(z.positive()), workload: steadySchema }),
  ).check(z.minLength(1)),
});

export const workloadSchema = z.discriminatedUnion('kind', [
  ...steadySchemas,
  phasesSchema,
  endedSchema,
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
export type Allocator = z.infer<typeof allocatorSchema>;
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
    case 'ended':
      return workingSetMib(workload.background);
    default:
      return workload.workingSetMib;
  }
}

/** Memory that a workload takes or took, MiB: it has to fit into the guest. */
export function workloadMemoryMib(workload: Workload): number {
  const ended = workload.kind === 'ended' ? workload.junkMib : 0;
  return ended + workingSetMib(workload);
}
