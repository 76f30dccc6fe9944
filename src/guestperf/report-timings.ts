import * as z from 'zod/mini';
import { nonNegative } from '../input/schema-fields.js';
import type { CpuTimes, CpuUse, MigrationResult } from '../engines/migration-result.js';

/** CPU time is counted in ticks of this length (USER_HZ). */
const TICK_MS = 10;

/** Thread ids that a report gives to what has none in a simulation. */
const QEMU_PID = 1000;
const firstVcpuTid = QEMU_PID + 1;
/** In the guest: the stress program is the first process, and each of its threads is a vCPU's. */
const firstGuestTid = 1;

/** guestperf's TimingRecord (timings.py). */
export const timingSchema = z.strictObject({
  tid: nonNegative,
  /** Seconds since the epoch. */
  timestamp: nonNegative,
  value: nonNegative,
});

export type GuestperfTiming = z.infer<typeof timingSchema>;

/** guestperf reads CPU times every second of its sleeps, but for one (engine.py). */
export function sleepRounds(sleepSeconds: number): number {
  return Math.max(0, sleepSeconds - 1);
}

/**
 * The lines of the stress program, those of the source before those of the destination: a GiB in so
 * many milliseconds; the first line of a thread is of 1025 MiB (stress.c).
 *
 * @param epochMs the migrate command, ms since the epoch
 */
export function guestTimings({ copyTimings }: MigrationResult, epochMs: number): GuestperfTiming[] {
  return copyTimings.map(({ vcpu, atMs, copyMs }) => ({
    tid: firstGuestTid + vcpu,
    timestamp: Math.floor(epochMs + atMs) / 1000,
    value: Math.round(copyMs),
  }));
}

/** CPU times of the source, once a second. */
export interface CpuTimings {
  /** The process: its vCPUs, and what finding, encoding and writing pages and syncing took. */
  readonly qemu: GuestperfTiming[];
  readonly vcpu: GuestperfTiming[];
}

/**
 * CPU times of the source's process and vCPUs once a second: in the sleep before the migration,
 * during it, and in the sleep after it, in which the source stands still. The guest starts with the
 * first of them.
 *
 * @param epochMs the migrate command, ms since the epoch
 */
export function cpuTimings(
  { history, scenario, status }: MigrationResult,
  use: CpuUse,
  epochMs: number,
): CpuTimings {
  const rounds = sleepRounds(scenario.settings.sleep);
  const sleepMs = rounds * 1000;
  const qemu: GuestperfTiming[] = [];
  const vcpu: GuestperfTiming[] = [];
  const vcpus = use.vcpuShares.map((share) => ({ share, ranMs: 0, busyMs: 0 }));
  /** What a workload that sleeps could not do while it was throttled, it does later. */
  const runUntil = ({ polledAtMs, vcpuRunMs }: CpuTimes): void => {
    for (const [index, one] of vcpus.entries()) {
      const due = (polledAtMs + sleepMs) * one.share - one.busyMs;
      const runMs = sleepMs + (vcpuRunMs[index] ?? vcpuRunMs[0]);
      one.busyMs += Math.max(0, Math.min(runMs - one.ranMs, due));
      one.ranMs = runMs;
    }
  };
  const record = (times: CpuTimes): void => {
    runUntil(times);
    const timestamp = (epochMs + times.polledAtMs) / 1000;
    const processMs = vcpus.reduce((sum, { busyMs }) => sum + busyMs, times.migrationMs);
    qemu.push({ tid: QEMU_PID, timestamp, value: wholeTicks(processMs) });
    for (const [index, { busyMs }] of vcpus.entries()) {
      vcpu.push({ tid: firstVcpuTid + index, timestamp, value: wholeTicks(busyMs) });
    }
  };
  for (let round = -rounds; round < 0; round++) record(undisturbed(round * 1000));
  runUntil(undisturbed(0));
  for (const sample of use.samples) record(sample);
  if (status === 'completed') {
    const endMs = history[history.length - 1].polledAtMs;
    runUntil({ ...use.end, polledAtMs: endMs });
    for (let round = 1; round <= rounds; round++) {
      record({ ...use.end, polledAtMs: endMs + round * 1000 });
    }
  }
  return { qemu, vcpu };
}

/** CPU times before the migration, of vCPUs that may run all the time. */
function undisturbed(atMs: number): CpuTimes {
  return { polledAtMs: atMs, vcpuRunMs: [atMs], migrationMs: 0 };
}

function wholeTicks(ms: number): number {
  return Math.floor(ms / TICK_MS + 1e-6) * TICK_MS;
}
