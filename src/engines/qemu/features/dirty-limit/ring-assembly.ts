import { PageAllocator } from '../../../../guest/page-allocator.js';
import { RingClock } from '../../../../guest/ring-clock.js';
import type { RunClock } from '../../../../guest/run-clock.js';
import { VcpuRing } from '../../../../guest/vcpu-ring.js';
import { type RingStalls, VcpuRings } from '../../../../guest/vcpu-rings.js';
import type { Workload } from '../../../../guest/workload.js';
import { ringSoftLimit } from '../../../../host/dirty-ring.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { DirtyLimit } from './dirty-limit.js';
import type { RingReaper } from '../../../../migration/ring-reaper.js';
import type { RunMeasurements } from '../../../migration-result.js';
import { type HostProfile, hostParameterValues } from '../../../../profiles/host-profile.js';
import type { QemuScenario } from '../../../scenario.js';
import { NS_PER_US } from '../../../../sim/time.js';

/** For host profiles that say nothing: a way to user space and back, with one system call. */
const DEFAULT_EXIT_US = 20;

/** A program, and the vCPU on which it runs. */
export interface PlacedWorkload {
  readonly vcpu: number;
  readonly workload: Workload;
}

/**
 * The dirty rings of a scenario's vCPUs; null without. With the dirty limit each vCPU has a clock of its
 * own; auto-converge, which throttles all alike, excludes it.
 */
export function assembleRings(
  { hardware, host, dirtyLimit, migration }: QemuScenario,
  programs: readonly PlacedWorkload[],
  runClock: RunClock,
  speed: number,
): VcpuRings | null {
  if (hardware.dirtyRingSize === 0) return null;
  const isLimitable = dirtyLimit !== undefined && !migration.autoConverge;
  const rings = Array.from({ length: hardware.cpus }, (_, vcpu) => {
    const workloads = programs
      .filter((program) => program.vcpu === vcpu && !(program.workload instanceof PageAllocator))
      .map(({ workload }) => workload);
    return new VcpuRing(workloads, isLimitable ? new RingClock() : runClock, speed);
  });
  return new VcpuRings(rings, ringSoftLimit(hardware.dirtyRingSize), stalls(host));
}

/** The dirty limit of a scenario; null if it has none, or cannot have one. */
export function assembleDirtyLimit(
  { dirtyLimit, hardware, migration }: QemuScenario,
  context: MigrationContext,
  reaper: RingReaper | null,
): DirtyLimit | null {
  const { rings } = context.guest;
  if (dirtyLimit === undefined || migration.autoConverge) return null;
  if (rings === null || reaper === null) return null;
  const { cpus, dirtyRingSize } = hardware;
  return new DirtyLimit(dirtyLimit, dirtyRingSize, cpus, rings, reaper, context);
}

/** What the rings of a run did; nothing without. */
export function ringReport(rings: VcpuRings | null): Pick<RunMeasurements, 'dirtyRing'> {
  if (rings === null) return {};
  const { fullExits, highestThrottle } = rings;
  return { dirtyRing: { fullExits, highestThrottleUs: highestThrottle / NS_PER_US } };
}

function stalls(host: HostProfile): RingStalls {
  const { loggedPageNs, writeFaultNs } = hostParameterValues(host);
  const exitUs = host.ringFullExitUs?.value ?? DEFAULT_EXIT_US;
  return { writeFault: writeFaultNs, exit: exitUs * NS_PER_US, resetPage: loggedPageNs };
}
