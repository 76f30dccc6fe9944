import fc from 'fast-check';
import type { SteadyWorkload, Workload } from '../../src/profiles/workload.js';

/** What a workload is made from: MiB, and MiB/s of each vCPU. */
export interface WorkloadSize {
  readonly workingSetMib: number;
  readonly mibPerSecond: number;
}

type PacedKind = 'sequential' | 'random' | 'hot-cold' | 'dirty-rate';

/** Steady workloads of a size, by kind. */
export function steadyWorkloads({
  workingSetMib,
  mibPerSecond,
}: WorkloadSize): Readonly<Record<PacedKind, fc.Arbitrary<SteadyWorkload>>> {
  const size = { workingSetMib, mibPerSecond };
  const pacing = fc.constantFrom('cpu' as const, 'sleep' as const);
  return {
    sequential: fc
      .record({ pacing, bytesPerPage: fc.constantFrom(8, 4096) })
      .map((pace) => ({ kind: 'sequential', ...size, ...pace })),
    random: pacing.map((pace) => ({ kind: 'random', ...size, pacing: pace })),
    'hot-cold': fc
      .record({
        hotPagesPercent: fc.constantFrom(5, 30),
        hotWritesPercent: fc.constantFrom(60, 95),
      })
      .map((shares) => ({ kind: 'hot-cold', ...size, ...shares })),
    'dirty-rate': fc.constantFrom(0.2, 0.5, 1).map((share) => {
      // Dirtied at full rate until this share of the working set, then at a third of it.
      const seconds = (share * workingSetMib) / mibPerSecond;
      const later = seconds + (3 * (1 - share) * workingSetMib) / mibPerSecond;
      const first = { periodMs: seconds * 1000, mibPerSecond };
      const last = { periodMs: later * 1000, mibPerSecond: workingSetMib / later };
      return { kind: 'dirty-rate', samples: share === 1 ? [first] : [first, last] };
    }),
  };
}

/** Up to three phases, some of them idle. Each has memory of its own. */
export function phasedWorkload(size: WorkloadSize): fc.Arbitrary<Workload> {
  const idle = fc.constant<SteadyWorkload>({ kind: 'idle' });
  return fc.record({
    kind: fc.constant('phases'),
    phases: fc.array(
      fc.record({
        seconds: fc.constantFrom(0.3, 2, 7),
        workload: fc.oneof(...Object.values(steadyWorkloads(size)), idle),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  });
}

/** Steady workloads, and phases of them. */
export function anyWorkload(size: WorkloadSize): fc.Arbitrary<Workload> {
  return fc.oneof(...Object.values(steadyWorkloads(size)), phasedWorkload(size));
}
