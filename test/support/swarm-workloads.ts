import fc from 'fast-check';
import type { SteadyWorkload, Workload } from '../../src/profiles/workload.js';

const workingSetMib = fc.integer({ min: 1, max: 200 });
const pace = {
  mibPerSecond: fc.constantFrom(1, 30, 400),
  pacing: fc.constantFrom('cpu' as const, 'sleep' as const),
};
const content = { contentReturns: fc.boolean() };
const bytesPerPage = fc.constantFrom(1, 8, 64, 1000, 4096);

// No reading vCPUs: what they read counts as a new version where pages are encoded.
const anySteadyWorkload: fc.Arbitrary<SteadyWorkload> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('stress' as const),
      stressMib: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(120, 300)),
    }),
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

const allocator = fc.record({
  kind: fc.constant('random' as const),
  perSecond: fc.constantFrom(20, 300, 2000),
  pages: fc.constantFrom(1, 3, 20),
  holdMs: fc.constantFrom(1, 30, 400, 100_000),
});

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
    weight: 1,
    arbitrary: fc.record(
      {
        kind: fc.constant('ended' as const),
        junkMib: fc.constantFrom(0.25, 3, 90),
        restInUse: fc.boolean(),
        background: anySteadyWorkload,
        allocator,
      },
      { requiredKeys: ['kind', 'junkMib', 'restInUse', 'background'] },
    ),
  },
);

/** Guests that write all the time. */
export const busyWorkload: fc.Arbitrary<Workload> = fc.oneof(
  fc.record({
    kind: fc.constant('stress' as const),
    stressMib: fc.integer({ min: 30, max: 300 }),
  }),
  fc.record({
    kind: fc.constant('random' as const),
    workingSetMib: fc.constantFrom(20, 100),
    mibPerSecond: fc.constantFrom(15, 60),
    pacing: pace.pacing,
    ...content,
    bytesPerPage,
  }),
);
