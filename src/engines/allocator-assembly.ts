import { type Allocation, type AllocationSource, PageAllocator } from '../guest/page-allocator.js';
import type { VcpuClock } from '../guest/vcpu-clock.js';
import { PAGES_PER_MIB } from '../memory/units.js';
import type { Allocator, Workload } from '../profiles/workload.js';
import type { RandomStream, RandomStreams } from '../sim/random-stream.js';
import { NS_PER_MS, NS_PER_S, ns } from '../sim/time.js';
import type { WorkBudget } from '../sim/work-budget.js';
import type { PlannedWorkload } from './workload-assembly.js';

/**
 * The region of free memory that a guest's allocator takes pages of, and the allocator.
 *
 * @param speed of the vCPU whose clock it is
 */
export function planAllocator(
  workload: Workload,
  clock: VcpuClock,
  speed: number,
  streams: RandomStreams,
  work: WorkBudget,
): readonly PlannedWorkload[] {
  if (workload.kind !== 'ended' || workload.allocator === undefined) return [];
  const { allocator, junkMib } = workload;
  const pages = Math.round(junkMib * PAGES_PER_MIB);
  const source =
    allocator.kind === 'at'
      ? givenAllocations(allocator, pages)
      : randomAllocations(allocator, pages, streams.stream('allocator'));
  return [
    {
      pages,
      vcpu: 0,
      cpuShare: 0,
      create: (region) => new PageAllocator(region, source, clock, speed, work),
    },
  ];
}

/** What a guest's memory holds beside workloads that run. */
export function freeMemoryPlan(workload: Workload): { junkPages: number; restInUse: boolean } {
  if (workload.kind !== 'ended') return { junkPages: 0, restInUse: false };
  const { allocator, junkMib, restInUse } = workload;
  // Memory of an allocator changes, and is a region.
  const junkPages = allocator === undefined ? Math.round(junkMib * PAGES_PER_MIB) : 0;
  return { junkPages, restInUse };
}

function givenAllocations(
  { allocations }: Extract<Allocator, { kind: 'at' }>,
  pages: number,
): AllocationSource {
  const inOrder = allocations
    .map(({ atMs, firstPage, pages: count, holdMs }) => ({
      at: ns(atMs * NS_PER_MS),
      from: firstPage,
      to: Math.min(pages, firstPage + count),
      hold: ns((holdMs ?? Infinity) * NS_PER_MS),
    }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.at - b.at);
  let index = 0;
  return () => inOrder[index++] ?? null;
}

/** Exponential gaps, anywhere in the region. */
function randomAllocations(
  { perSecond, pages: size, holdMs }: Extract<Allocator, { kind: 'random' }>,
  pages: number,
  random: RandomStream,
): AllocationSource {
  let at = 0;
  const count = Math.min(size, pages);
  return (): Allocation => {
    at += (-Math.log(1 - random.uniform()) / perSecond) * NS_PER_S;
    const from = Math.floor(random.uniform() * (pages - count + 1));
    return { at: ns(at), from, to: from + count, hold: ns((holdMs ?? Infinity) * NS_PER_MS) };
  };
}
