import type { CpuUse, MigrationResult } from '../engines/migration-result.js';
import type { GuestperfTiming } from './report-schema.js';

/** CPU time is counted in ticks of this length (USER_HZ). */
const TICK_MS = 10;

/** Thread ids that a report gives to what has none in a simulation. */
const QEMU_PID = 1000;
const firstVcpuTid = QEMU_PID + 1;
/** In the guest: the stress program is the first process, and each of its threads is a vCPU's. */
const firstGuestTid = 1;

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
export function cpuTimings(result: MigrationResult, use: CpuUse, epochMs: number): CpuTimings {
  const { history, scenario, status } = result;
  const { end, samples, vcpuShares } = use;
  const rounds = sleepRounds(scenario.management.sleepSeconds);
  const qemu: GuestperfTiming[] = [];
  const vcpu: GuestperfTiming[] = [];
  const busyMs = vcpuShares.map(() => 0);
  const record = (atMs: number, migrationMs: number): void => {
    const timestamp = (epochMs + atMs) / 1000;
    const process = busyMs.reduce((sum, busy) => sum + busy, migrationMs);
    qemu.push({ tid: QEMU_PID, timestamp, value: wholeTicks(process) });
    busyMs.forEach((busy, index) => {
      vcpu.push({ tid: firstVcpuTid + index, timestamp, value: wholeTicks(busy) });
    });
  };
  const startMs = -rounds * 1000;
  const ranMs = vcpuShares.map(() => 0);
  /** What a workload that sleeps could not do while it was throttled, it does later. */
  const runUntil = (atMs: number, beforeMs: number, runMs: readonly number[]): void => {
    vcpuShares.forEach((share, index) => {
      const due = (atMs - startMs) * share - busyMs[index];
      const run = beforeMs + (runMs[index] ?? runMs[0]);
      busyMs[index] += Math.max(0, Math.min(run - ranMs[index], due));
      ranMs[index] = run;
    });
  };
  for (let round = 0; round < rounds; round++) {
    runUntil(startMs + round * 1000, round * 1000, [0]);
    record(startMs + round * 1000, 0);
  }
  const beforeMs = rounds * 1000;
  runUntil(0, beforeMs, [0]);
  for (const { migrationMs, polledAtMs, vcpuRunMs } of samples) {
    runUntil(polledAtMs, beforeMs, vcpuRunMs);
    record(polledAtMs, migrationMs);
  }
  if (status !== 'completed') return { qemu, vcpu };
  const endMs = history[history.length - 1].polledAtMs;
  runUntil(endMs, beforeMs, end.vcpuRunMs);
  for (let round = 1; round <= rounds; round++) record(endMs + round * 1000, end.migrationMs);
  return { qemu, vcpu };
}

function wholeTicks(ms: number): number {
  return Math.floor(ms / TICK_MS + 1e-6) * TICK_MS;
}
