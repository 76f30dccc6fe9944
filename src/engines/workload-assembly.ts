import { PAGE_WORDS, stressPattern, type VisitPattern } from '../guest/page-content.js';
import { PhasedWorkload, type PhaseWindow } from '../guest/phased-workload.js';
import { RandomWorkload } from '../guest/random-workload.js';
import { SleepPacedWorkload } from '../guest/sleep-paced-workload.js';
import { StressWorkload } from '../guest/stress-workload.js';
import type { VisitCosts } from '../guest/visit-costs.js';
import type { Workload as RunningWorkload } from '../guest/workload.js';
import { PAGE_BYTES, PAGES_PER_MIB } from '../memory/units.js';
import type { WriteRegion } from '../memory/write-region.js';
import type { SteadyWorkload, Workload } from '../profiles/workload.js';
import type { RandomStreams } from '../sim/random-stream.js';
import { type Nanoseconds, NS_PER_S, ns } from '../sim/time.js';
import type { WorkBudget } from '../sim/work-budget.js';
import { dirtyRateGroups } from './dirty-rate-groups.js';
import { pacedCosts } from './host-model.js';

/** A region to be laid out, and what will write it. */
export interface PlannedWorkload {
  readonly pages: number;
  readonly vcpu: number;
  /** Part of the vCPU's running time that it takes; all of it if absent. */
  readonly cpuShare?: number;
  /** Its running time before the migration, where it is known; otherwise it follows from when guests are started. */
  readonly ranBefore?: Nanoseconds;
  create(region: WriteRegion): RunningWorkload;
}

/**
 * The regions that a workload needs and the programs that write them, one set for each vCPU.
 *
 * @param costs what a page costs a vCPU at full speed
 */
export function planWorkload(
  workload: Workload,
  cpus: number,
  costs: VisitCosts,
  streams: RandomStreams,
  work: WorkBudget,
): readonly PlannedWorkload[] {
  if (workload.kind === 'ended') {
    return planSteady(workload.background, cpus, costs, streams, work, 'workload');
  }
  if (workload.kind !== 'phases') {
    return planSteady(workload, cpus, costs, streams, work, 'workload');
  }
  const cycle = ns(workload.phases.reduce((sum, phase) => sum + phase.seconds, 0) * NS_PER_S);
  let start = 0;
  return workload.phases.flatMap((phase, index) => {
    const length = ns(phase.seconds * NS_PER_S);
    const window: PhaseWindow = { start: ns(start), length, cycle };
    start += length;
    return planSteady(phase.workload, cpus, costs, streams, work, `workload-phase-${index}`).map(
      (plan) => ({
        ...plan,
        cpuShare: ((plan.cpuShare ?? 1) * length) / cycle,
        create: (region: WriteRegion) => new PhasedWorkload(plan.create(region), window),
      }),
    );
  });
}

function planSteady(
  workload: SteadyWorkload,
  cpus: number,
  costs: VisitCosts,
  streams: RandomStreams,
  work: WorkBudget,
  cause: string,
): readonly PlannedWorkload[] {
  switch (workload.kind) {
    case 'idle':
      return [];
    case 'stress':
      return sequential(
        workload.stressMib,
        cpus,
        costs,
        stressPattern,
        work,
        workload.readingVcpus,
      );
    case 'sequential':
      return paced(workload, costs, (visitCosts) =>
        sequential(workload.workingSetMib, cpus, visitCosts, visitPattern(workload), work).map(
          (plan) => writtenAlready(plan, workload.writtenMib, visitCosts),
        ),
      );
    case 'random':
      return paced(workload, costs, (visitCosts) =>
        random(
          splitEvenly(workload.workingSetMib * PAGES_PER_MIB, cpus),
          visitCosts,
          visitPattern(workload),
          streams,
          cause,
        ),
      );
    case 'hot-cold': {
      const shares = splitEvenly(workload.workingSetMib * PAGES_PER_MIB, cpus);
      const hotPages = shares.map((pages) => Math.round((pages * workload.hotPagesPercent) / 100));
      const coldPages = shares.map((pages, vcpu) => pages - hotPages[vcpu]);
      const hotRate = (workload.mibPerSecond * workload.hotWritesPercent) / 100;
      const coldRate = workload.mibPerSecond - hotRate;
      const pattern = visitPattern(workload);
      return [
        ...random(hotPages, pacedCosts(costs, hotRate), pattern, streams, `${cause}-hot`),
        ...random(coldPages, pacedCosts(costs, coldRate), pattern, streams, `${cause}-cold`),
      ];
    }
    case 'dirty-rate':
      return dirtyRateGroups(workload.samples).flatMap(({ mib, mibPerSecond }) =>
        sequential(
          mib,
          1,
          pacedCosts(costs, mibPerSecond),
          visitPattern({ contentReturns: false, ...workload }),
          work,
        ),
      );
  }
}

/** Plans at a pace: slower visits, or full speed with sleeps between. */
function paced(
  workload: { readonly mibPerSecond: number; readonly pacing: 'cpu' | 'sleep' },
  fullSpeed: VisitCosts,
  plan: (costs: VisitCosts) => readonly PlannedWorkload[],
): readonly PlannedWorkload[] {
  if (workload.pacing === 'cpu') return plan(pacedCosts(fullSpeed, workload.mibPerSecond));
  const busyNs = workload.mibPerSecond * PAGES_PER_MIB * fullSpeed.visit;
  return plan(fullSpeed).map((planned) => ({
    ...planned,
    cpuShare: Math.min(1, busyNs / NS_PER_S),
    create: (region) =>
      new SleepPacedWorkload(planned.create(region), fullSpeed.visit, workload.mibPerSecond),
  }));
}

/** As guestperf's stress where the workload says nothing else; in whole words. */
function visitPattern({
  bytesPerPage = PAGE_BYTES,
  contentReturns = true,
}: {
  readonly bytesPerPage?: number | undefined;
  readonly contentReturns?: boolean | undefined;
}): VisitPattern {
  const wordBytes = PAGE_BYTES / PAGE_WORDS;
  return { wordsPerVisit: Math.ceil(bytesPerPage / wordBytes), returns: contentReturns };
}

function sequential(
  mib: number,
  cpus: number,
  costs: VisitCosts,
  pattern: VisitPattern,
  work: WorkBudget,
  readingVcpus = 0,
): readonly PlannedWorkload[] {
  return splitEvenly(mib * PAGES_PER_MIB, cpus).map((pages, vcpu) => ({
    pages,
    vcpu,
    create: (region) =>
      new StressWorkload(region, costs, pattern, vcpu >= cpus - readingVcpus, work),
  }));
}

/** `plan` with the running time in which it fills its region and writes `mib` more; any time if that is unknown. */
function writtenAlready(
  plan: PlannedWorkload,
  mib: number | undefined,
  { faultIn, visit }: VisitCosts,
): PlannedWorkload {
  if (mib === undefined) return plan;
  return { ...plan, ranBefore: ns(plan.pages * faultIn + mib * PAGES_PER_MIB * visit) };
}

function random(
  shares: readonly number[],
  costs: VisitCosts,
  pattern: VisitPattern,
  streams: RandomStreams,
  cause: string,
): readonly PlannedWorkload[] {
  return shares.map((pages, vcpu) => ({
    pages,
    vcpu,
    create: (region) =>
      new RandomWorkload(region, costs, streams.stream(`${cause}/${vcpu}`), pattern, () =>
        streams.stream(`${cause}/${vcpu}/content`),
      ),
  }));
}

/** Splits `total` pages into `parts` that differ by at most one. */
function splitEvenly(total: number, parts: number): readonly number[] {
  const pages = Math.round(total);
  const share = Math.floor(pages / parts);
  const remainder = pages - share * parts;
  return Array.from({ length: parts }, (_, index) => share + (index < remainder ? 1 : 0));
}
