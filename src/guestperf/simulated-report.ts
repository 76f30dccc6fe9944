import { modelVersion } from '../model-version.js';
import type { MigrationResult } from '../engines/migration-result.js';
import { runRecord } from '../results/run-record.js';
import { reportLayout } from './report-layout.js';
import { reportProgress } from './report-progress.js';
import { reportScenario } from './report-scenario.js';
import type { GuestperfReport } from './report-schema.js';
import type { ReportSetting } from './report-setting.js';
import { cpuTimings, guestTimings, sleepRounds } from './report-timings.js';
import type { SecondSamples, SimulationExtra } from './simulation-extra.js';

/**
 * When guestperf starts in a simulation, seconds since the epoch: a report has no other clock than
 * the virtual one, so that the same run gives the same bytes.
 */
export const virtualEpochSeconds = 1_000_000_000;

/**
 * The report that guestperf of the scenario's QEMU version writes of a run (report.py). What it has
 * no key for is under `extra.guestperf_sim`, which guestperf's own programs do not look at.
 *
 * @throws RangeError if the run is not QEMU's
 */
export function simulatedReport(result: MigrationResult, setting: ReportSetting): GuestperfReport {
  const { cpu: use, scenario } = result;
  if (scenario.vmm !== 'qemu' || use === undefined) {
    throw new RangeError(`guestperf has no report of ${scenario.vmm}`);
  }
  const { hardware, management, version } = scenario;
  const layout = reportLayout(version);
  const epochMs = (virtualEpochSeconds + sleepRounds(management.sleepSeconds)) * 1000;
  const cpu = cpuTimings(result, use, epochMs);
  const isPaused = result.pause?.by === 'pause' || result.pause?.by === 'pause-after';
  return {
    hardware: {
      cpus: hardware.cpus,
      mem: hardware.memGib,
      src_mem_bind: [...setting.srcMemBind],
      dst_mem_bind: [...setting.dstMemBind],
      src_cpu_bind: [...setting.srcCpuBind],
      dst_cpu_bind: [...setting.dstCpuBind],
      prealloc_pages: setting.preallocPages,
      huge_pages: setting.hugePages,
      locked_pages: setting.lockedPages,
      ...(layout.hasDirtyLimit && { dirty_ring_size: hardware.dirtyRingSize }),
    },
    scenario: reportScenario(scenario, layout),
    progress_history: result.history.map((sample) =>
      reportProgress(sample, result, layout, epochMs),
    ),
    guest_timings: guestTimings(result, epochMs),
    qemu_timings: cpu.qemu,
    vcpu_timings: cpu.vcpu,
    ...(layout.hasResult && { result: { success: result.status === 'completed' && !isPaused } }),
    binary: setting.binary ?? '/usr/bin/qemu-system-x86_64',
    dst_host: setting.dstHost ?? 'localhost',
    kernel: setting.kernel ?? '/boot/vmlinuz',
    initrd: setting.initrd ?? layout.initrd,
    transport: setting.transport ?? 'unix',
    sleep: management.sleepSeconds,
    extra: { guestperf_sim: simulationExtra(result, setting.notes) },
  };
}

function simulationExtra(result: MigrationResult, notes: readonly string[]): SimulationExtra {
  const { scenario } = result;
  return {
    model_version: modelVersion,
    seed: scenario.seed,
    repeat: scenario.repeat,
    host: scenario.host.name,
    record: runRecord(result),
    samples: secondSamples(result),
    notes: [...notes],
  };
}

function secondSamples({ samples }: MigrationResult): SecondSamples {
  return {
    at_ms: samples.map(({ polledAtMs }) => polledAtMs),
    iterations: samples.map(({ dirtySyncCount }) => dirtySyncCount),
    transferred_bytes: samples.map(({ transferredBytes }) => transferredBytes),
    remaining_bytes: samples.map(({ remainingBytes }) => remainingBytes),
    dirty_rate_pps: samples.map(({ dirtyPagesPerSecond }) => dirtyPagesPerSecond),
    transfer_rate_mbs: samples.map(({ megabitsPerSecond }) => megabitsPerSecond),
    throttle_pcent: samples.map(({ throttlePercent }) => throttlePercent),
  };
}
