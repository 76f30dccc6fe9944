import * as z from 'zod/mini';
import { bounded, boundedInt } from '../input/bounded-number.js';
import { list } from '../input/schema-list.js';
import { MIB, PAGE_BYTES } from '../memory/units.js';
import { bounds } from './host-bounds.js';
import { hostNumbers } from './host-numbers.js';
import { hostNumberSchema } from './host-number-schema.js';

const { freePageReporting: reporting } = hostNumbers;

const mib = bounded({ ...bounds.memory, min: PAGE_BYTES / MIB });
const mibPerSecond = bounded({
  min: 1e-6,
  max: 1e8,
  why: 'MiB/s; from a page in an hour to 100 TB/s, more than any machine has',
});
const vcpus = boundedInt({ min: 0, max: 1024, why: 'vCPUs' });
/** When something happens, and for how long, ms. */
const time = bounded({ min: 1e-3, max: 8.64e9, why: 'ms; from 1 us to 100 days' });
const seconds = bounded({ min: 1e-3, max: 8.64e6, why: 's; from 1 ms to 100 days' });
const pages = boundedInt(bounds.pages);
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
const bytesPerPage = boundedInt({ min: 1, max: PAGE_BYTES, why: 'bytes of a page' });

const content = {
  bytesPerPage: z.optional(bytesPerPage),
  contentReturns: z.optional(z.boolean()),
};

/** Both parts have some. */
const percent = bounded({ min: 0.001, max: 99.999, why: '%; the others get the rest' });

/**
 * guestperf's stress program over `stressMib` MiB in total, split evenly over the vCPUs. On
 * `readingVcpus` of them, the last ones, it reads its part again and again once it has filled it.
 */
const stressSchema = z.strictObject({
  kind: z.literal('stress'),
  stressMib: mib,
  readingVcpus: z.optional(vcpus),
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
  bytesPerPage: z._default(bytesPerPage, PAGE_BYTES),
  writtenMib: z.optional(bounded(bounds.memory)),
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
  samples: list(z.strictObject({ periodMs: time, mibPerSecond })).check(z.minLength(1)),
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
        atMs: time,
        firstPage: boundedInt({ ...bounds.pages, min: 0 }),
        pages,
        holdMs: z.optional(time),
      }),
    ).check(z.minLength(1)),
  }),
  z.strictObject({
    kind: z.literal('random'),
    perSecond: bounded({
      min: 1e-6,
      max: 1e6,
      why: 'from one in ten days to one in a microsecond',
    }),
    pages,
    holdMs: z.optional(time),
  }),
]);

/**
 * A workload that ran and ended before the migration: its memory is free, and not zero.
 * `allocator` takes pages of it again; `background` is what else the guest runs.
 */
const endedSchema = z.strictObject({
  kind: z.literal('ended'),
  junkMib: bounded(bounds.memory),
  /** All other memory is in use, and does not change; otherwise it is untouched. */
  restInUse: z._default(z.boolean(), false),
  allocator: z.optional(allocatorSchema),
  background: z._default(steadySchema, { kind: 'idle' }),
  /** How fast this guest reports free pages; the host profile's values where absent. */
  reporting: z.optional(
    z.strictObject({
      listPageNs: z.optional(hostNumberSchema(reporting.listPageNs)),
      batchUs: z.optional(hostNumberSchema(reporting.batchUs)),
      batchPages: z.optional(hostNumberSchema(reporting.batchPages)),
      queueUs: z.optional(hostNumberSchema(reporting.queueUs)),
    }),
  ),
});

/** Workloads that take turns, for ever; each has memory of its own. Seconds of running time. */
const phasesSchema = z.strictObject({
  kind: z.literal('phases'),
  phases: list(z.strictObject({ seconds, workload: steadySchema })).check(z.minLength(1)),
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
