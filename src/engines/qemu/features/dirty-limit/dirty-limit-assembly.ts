import type { VcpuClock } from '../../../../guest/vcpu-clock.js';
import { VcpuRing } from '../../../../guest/vcpu-ring.js';
import { type RingStalls, VcpuRings } from '../../../../guest/vcpu-rings.js';
import { ringSoftLimit } from '../../../../host/dirty-tracking.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { RingReaper } from '../../../../migration/ring-reaper.js';
import type { ThrottleTrigger } from '../../../../migration/throttle-trigger.js';
import { NS_PER_US, ns } from '../../../../sim/time.js';
import type { PlacedWorkload } from '../../../guest-assembly.js';
import type { RunMeasurements } from '../../../migration-result.js';
import type { QemuScenario } from '../../../scenario.js';
import { DirtyLimit } from './dirty-limit.js';
import { type DirtyLimitParameters, dirtyLimitOf } from './settings.js';

export interface RingParameters {
  /** Of each vCPU's ring. */
  readonly entries: number;
  readonly cpus: number;
  readonly stalls: RingStalls;
  /** Each vCPU has a clock of its own: auto-converge, which throttles all alike, excludes the limit. */
  readonly isLimitable: boolean;
}

/** The dirty rings of a scenario; null without. */
export function ringParameters(scenario: QemuScenario): RingParameters | null {
  const { host, settings } = scenario;
  if (settings.dirtyRingSize === 0) return null;
  const { loggedPageNs, ringFullExitUs: exitUs, writeFaultNs } = host.numbers;
  return {
    entries: settings.dirtyRingSize,
    cpus: settings.cpus,
    stalls: {
      writeFault: ns(writeFaultNs),
      exit: ns(exitUs * NS_PER_US),
      resetPage: ns(loggedPageNs),
    },
    isLimitable: dirtyLimitParameters(scenario) !== null,
  };
}

/** The dirty limit of a scenario; null if it has none, or cannot have one. */
export function dirtyLimitParameters({ settings }: QemuScenario): DirtyLimitParameters | null {
  return settings.autoConverge || settings.dirtyRingSize === 0 ? null : dirtyLimitOf(settings);
}

/** The dirty rings of the vCPUs; null without. What takes free pages now and then fills none. */
export function assembleRings(
  parameters: RingParameters | null,
  programs: readonly PlacedWorkload[],
  runClock: VcpuClock,
  speed: number,
): VcpuRings | null {
  if (parameters === null) return null;
  const { cpus, entries, isLimitable, stalls } = parameters;
  const rings = Array.from({ length: cpus }, (_, vcpu) => {
    const workloads = programs
      .filter((program) => program.vcpu === vcpu && program.workload.freeList === null)
      .map(({ workload }) => workload);
    return new VcpuRing(workloads, isLimitable ? null : runClock.of(vcpu), speed);
  });
  return new VcpuRings(rings, ringSoftLimit(entries), stalls);
}

/** The dirty limit; null without. */
export function assembleDirtyLimit(
  limit: DirtyLimitParameters | null,
  ring: RingParameters | null,
  context: MigrationContext,
  reaper: RingReaper | null,
  trigger: ThrottleTrigger,
): DirtyLimit | null {
  const { rings } = context.guest;
  if (limit === null || ring === null || rings === null || reaper === null) return null;
  return new DirtyLimit(limit, ring.entries, ring.cpus, rings, reaper, trigger, context);
}

/** What the rings of a run did; nothing without. */
export function ringReport(rings: VcpuRings | null): Pick<RunMeasurements, 'dirtyRing'> {
  if (rings === null) return {};
  const { fullExits, highestThrottle } = rings;
  return { dirtyRing: { fullExits, highestThrottleUs: highestThrottle / NS_PER_US } };
}
