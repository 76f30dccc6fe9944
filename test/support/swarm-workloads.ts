import fc from 'fast-check';
import type { SteadyWorkload, Workload } from '../../src/profiles/workload.js';

// Small, as every page is looked at again and again; large enough for a clear chunk's edge.
const workingSetMib = fc.oneof(
  { weight: 15, arbitrary: fc.integer({ min: 1, max: 24 }) },
  { weight: 1, arbitrary: fc.constant(200) },
);
const pace = {
  mibPerSecond: fc.constantFrom(1, 30, 400),
  pacing: fc.constantFrom('cpu' as const, 'sleep' as const),
};
const content = { contentReturns: fc.boolean() };
const bytesPerPage = fc.constantFrom(1, 8, 64, 1000, 4096);

const anySteadyWorkload: fc.Arbitrary<SteadyWorkload> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        kind: fc.constant('stress' as const),
        stressMib: fc.oneof(
          { weight: 15, arbitrary: fc.integer({ min: 1, max: 30 }) },
          { weight: 1, arbitrary: fc.constantFrom(120, 300) },
        ),
        readingVcpus: fc.nat(3),
      },
      { requiredKeys: ['kind', 'stressMib'] },
    ),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'idle' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('sequential' as const),
      workingSetMib,
      ...pace,
      ...content,
      bytesPerPage,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('random' as const),
      workingSetMib,
      ...pace,
      ...content,
      bytesPerPage,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('hot-cold' as const),
      workingSetMib,
      mibPerSecond: pace.mibPerSecond,
      hotPagesPercent: fc.constantFrom(1, 20),
      hotWritesPercent: fc.constantFrom(50, 95),
      ...content,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('dirty-rate' as const),
      samples: fc.constantFrom<{ periodMs: number; mibPerSecond: number }[][]>(
        [{ periodMs: 1000, mibPerSecond: 20 }],
        [
          { periodMs: 500, mibPerSecond: 60 },
          { periodMs: 5000, mibPerSecond: 12 },
        ],
      ),
    }),
  },
);

const holdMs = fc.constantFrom(1, 30, 400, 100_000);
const allocator = fc.oneof(
  fc.record(
    {
      kind: fc.constant('random' as const),
      perSecond: fc.constantFrom(20, 300, 2000),
      pages: fc.constantFrom(1, 3, 20),
      holdMs,
    },
    { requiredKeys: ['kind', 'perSecond', 'pages'] },
  ),
  fc.record({
    kind: fc.constant('at' as const),
    allocations: fc.array(
      fc.record(
        {
          atMs: fc.integer({ min: 1, max: 8000 }),
          firstPage: fc.nat(20_000),
          pages: fc.constantFrom(1, 30, 5000),
          holdMs,
        },
        { requiredKeys: ['atMs', 'firstPage', 'pages'] },
      ),
      { minLength: 1, maxLength: 20 },
    ),
  }),
);

/** Lists that are short and quick, long and slow, and everything between. */
const reporting = fc.record(
  {
    listPageNs: fc.constantFrom(0, 50, 2000),
    batchUs: fc.constantFrom(0, 100, 5000),
    batchPages: fc.constantFrom(512, 5000, 1_000_000),
    queueUs: fc.constantFrom(0, 10, 3000, 40_000),
  },
  { requiredKeys: [] },
);

/** What any guest runs: at an even pace, in phases, or no more, so that its memory is free. */
export const anyGuestWorkload: fc.Arbitrary<Workload> = fc.oneof(
  { weight: 8, arbitrary: anySteadyWorkload },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('phases' as const),
      phases: fc.array(
        fc.record({ seconds: fc.constantFrom(0.1, 1, 3), workload: anySteadyWorkload }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        kind: fc.constant('ended' as const),
        junkMib: fc.constantFrom(0.25, 3, 9, 9, 90),
        restInUse: fc.boolean(),
        background: anySteadyWorkload,
        allocator,
        reporting,
      },
      { requiredKeys: ['kind', 'junkMib', 'restInUse', 'background'] },
    ),
  },
);

/** Guests that write all the time. */
export const busyWorkload: fc.Arbitrary<Workload> = fc.oneof(
  fc.record({
    kind: fc.constant('stress' as const),
    stressMib: fc.integer({ min: 8, max: 40 }),
  }),
  fc.record({
    kind: fc.constant('random' as const),
    workingSetMib: fc.constantFrom(5, 20),
    mibPerSecond: fc.constantFrom(3, 12),
    pacing: pace.pacing,
    ...content,
    bytesPerPage,
  }),
);
