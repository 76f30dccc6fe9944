import * as z from 'zod/mini';
import { count, described, milliseconds } from './schema-fields.js';
import { modelVersion } from '../model-version.js';
import { dirtyTracking, dirtyTrackings } from '../engines/qemu/features/dirty-limit/dirty-ring.js';
import { freePagePolicies } from '../engines/qemu/features/free-page/free-pages.js';
import { engineVersions, vmms } from '../engines/engine-version.js';
import { backgroundSyncForms } from '../engines/scenario.js';
import { stopConditionNames } from '../migration/stop-condition-names.js';
import {
  deviceStateTransfers,
  plainTransfer,
  zeroPageDetections,
} from '../engines/qemu/features/multifd/transfer.js';
import { workingSetMib } from '../profiles/workload.js';
import { deviceStateMib } from '../profiles/host-transfer.js';
import { toNanosecond } from './nanosecond.js';
import {
  postcopyParameters,
  postcopyParameterShape,
  postcopyResult,
  postcopyResultShape,
} from './postcopy-record.js';
import {
  ringParameterKeys,
  ringParameters,
  ringResult,
  ringResultKeys,
} from './dirty-ring-record.js';
import {
  encodingParameterFields,
  encodingParameters,
  encodingRecordFields,
  encodingRecords,
} from './encoding-record.js';
import { sweepPlaceSchema } from '../sweep/sweep-place.js';
import { timelineRecord, timelineSchema } from './timeline-record.js';
import type { QemuScenario } from '../engines/scenario.js';
import {
  cloudHypervisorParameters,
  cloudHypervisorParametersSchema,
  cloudHypervisorRecord,
  cloudHypervisorSchema,
} from './cloud-hypervisor-record.js';
import type { MigrationResult } from '../engines/migration-result.js';

/** The parts of the downtime. They add up to `downtime_ms`. */
export const downtimePartsSchema = z.strictObject({
  stop_ms: milliseconds('Stopping the vCPUs of the source'),
  final_sync_ms: milliseconds('Last dirty bitmap sync'),
  residual_ram_ms: milliseconds('Sending the RAM that was still dirty'),
  device_state_ms: milliseconds('Saving and sending the device state'),
  load_ms: milliseconds('Loading on the destination, where the source waits for it'),
  start_ms: milliseconds('Starting the vCPUs'),
});

/** What the scenario of a migration by QEMU set, in guestperf's spelling where it has one, else in QMP's. */
const qemuParametersSchema = z.strictObject({
  dirty_log: described(z.enum(dirtyTrackings), 'When the kernel protects a logged page again'),
  ...ringParameterKeys,
  bandwidth: count('max-bandwidth in MiB/s; 0 is unlimited'),
  downtime: count('downtime-limit in ms'),
  max_iters: count('Cancelled when dirty-sync-count exceeds this'),
  max_time: count('Cancelled when this many seconds have passed'),
  auto_converge: z.boolean(),
  auto_converge_step: count('cpu-throttle-increment in percent'),
  cpu_throttle_initial: count('Percent'),
  cpu_throttle_tailslow: z.boolean(),
  max_cpu_throttle: count('Percent'),
  throttle_trigger_threshold: count('Percent'),
  background_sync: described(z.enum(backgroundSyncForms), 'Sync while an iteration is under way'),
  responsive_throttle: z.boolean(),
  max_full_passes: z.nullable(count('Full scans of RAM that force the switchover')),
  max_transfer_factor: described(
    z.nullable(z.number()),
    'Times the RAM that may be sent before the switchover is forced',
  ),
  convergence_timeout: z.nullable(count('Seconds after which the downtime limit doubles')),
  deadline: z.nullable(count('Seconds after which the switchover is forced')),
  pause: described(z.boolean(), 'Whether guestperf pauses the guest'),
  pause_iters: z.nullable(count('Iteration count at which it is paused')),
  pause_after: z.nullable(count('Seconds after which it is paused')),
  policy: described(z.nullable(z.string()), "Name of the operator's policy"),
  free_page_hint: described(
    z.optional(z.enum(freePagePolicies)),
    "What is done with the guest's reports of free pages; none if absent",
  ),
  multifd_channels: count('0 without multifd'),
  zero_page_detection: described(z.enum(zeroPageDetections), 'Who tests pages for zero'),
  ...postcopyParameterShape,
  device_state: count('State of the VFIO devices together, MiB'),
  device_state_transfer: described(z.enum(deviceStateTransfers), 'How that state travels'),
  device_state_channels: count('Channels that carry device state only'),
  sleep: count('Seconds of workload before and after the migration'),
  ...encodingParameterFields,
});

/** What the scenario set; keys that the engine does not know are absent. */
export const runParametersSchema = z.strictObject({
  ...z.partial(qemuParametersSchema).shape,
  ...z.partial(cloudHypervisorParametersSchema).shape,
});

/** One run, as JSON, NDJSON and CSV publish it. Keys are stable. */
export const runRecordSchema = z.strictObject({
  sweep: described(z.optional(sweepPlaceSchema), 'Where the run belongs in its sweep'),
  scenario: z.string(),
  vmm: z.enum(vmms),
  version: described(z.enum(engineVersions), 'Version of QEMU, or variant of Cloud Hypervisor'),
  mode: described(z.string(), 'Convergence mode, as the published tables print it'),
  host: described(z.string(), 'Name of the host profile'),
  cpus: count('vCPUs'),
  mem_gb: count('guestperf --mem in GiB; the guest has 512 MiB more'),
  workload: described(z.string(), 'Kind of the workload; stress is that of guestperf'),
  stress_mem_mb: count('Working set of all vCPUs together, MiB'),
  seed: z.string(),
  repeat: count('Number of the repeat, from 1'),
  status: z.enum(['completed', 'cancelled', 'failed']),
  reason: described(z.nullable(z.string()), 'Why the run did not complete; null if it did'),
  total_time_ms: milliseconds('From the migrate command to the end'),
  setup_time_ms: milliseconds('From the migrate command to the first iteration'),
  downtime_ms: described(
    z.nullable(z.number().check(z.nonnegative())),
    'As the VMM reports it, ms; null unless the run completed',
  ),
  downtime_parts: z.nullable(downtimePartsSchema),
  blackout_ms: described(
    z.nullable(z.number().check(z.nonnegative())),
    'From the stop of the vCPUs on the source to their start on the destination, ms',
  ),
  residual_bytes: described(
    z.nullable(z.int().check(z.nonnegative())),
    'Bytes of RAM sent while the guest was stopped',
  ),
  stop_condition: described(
    z.nullable(z.enum(stopConditionNames)),
    'What ended a migration that did not converge by itself; null if it did, or was not completed',
  ),
  paused_at_ms: described(
    z.nullable(z.number().check(z.nonnegative())),
    'When the guest was paused during the migration, ms; null if it was not',
  ),
  iterations: count('dirty-sync-count at the end'),
  max_throttle_percent: count('Highest vCPU throttle of the run'),
  ...ringResultKeys,
  guest_speed_percent: described(
    z.number().check(z.nonnegative()),
    'Part of the time until its stop for which the guest ran and was not held up by the dirty log, percent',
  ),
  transferred_bytes: count('Bytes on the wire'),
  ...postcopyResultShape,
  switchover_timeline: described(
    z.nullable(timelineSchema),
    'Who was busy when during the switchover; null unless several threads took part',
  ),
  ...encodingRecordFields,
  lost_pages: described(
    z.nullable(z.int().check(z.nonnegative())),
    'Pages of which the destination misses a write; null unless the run was verified',
  ),
  cloud_hypervisor: described(
    z.nullable(cloudHypervisorSchema),
    'What only Cloud Hypervisor tells; null for other engines',
  ),
  parameters: runParametersSchema,
  model_version: z.string(),
});

export type RunRecord = z.infer<typeof runRecordSchema>;

/**
 * The published record of a run. Times are in ms with at most six decimals, since virtual time
 * counts whole nanoseconds.
 */
export function runRecord(result: MigrationResult): RunRecord {
  const { scenario } = result;
  return {
    scenario: scenario.name,
    vmm: scenario.vmm,
    version: scenario.version,
    mode: scenario.mode,
    host: scenario.host.name,
    cpus: scenario.hardware.cpus,
    mem_gb: scenario.hardware.memGib,
    workload: scenario.workload.kind,
    stress_mem_mb: Math.round(workingSetMib(scenario.workload)),
    seed: scenario.seed,
    repeat: scenario.repeat,
    status: result.status,
    reason: result.status === 'completed' ? null : result.reason,
    total_time_ms: toNanosecond(result.totalTimeMs),
    setup_time_ms: toNanosecond(result.setupTimeMs),
    ...downtimeFields(result),
    stop_condition: result.status === 'completed' ? result.stopCondition : null,
    paused_at_ms: result.pause === null ? null : toNanosecond(result.pause.atMs),
    iterations: result.dirtySyncCount,
    max_throttle_percent: result.maxThrottlePercent,
    ...ringResult(result),
    guest_speed_percent: Math.round(result.guestSpeedPercent * 1e6) / 1e6,
    transferred_bytes: result.transferredBytes,
    ...postcopyResult(result.postcopy),
    switchover_timeline: timelineRecord(result),
    ...encodingRecords(result),
    lost_pages: result.oracle?.lostPages ?? null,
    cloud_hypervisor:
      result.cloudHypervisor === undefined ? null : cloudHypervisorRecord(result.cloudHypervisor),
    parameters:
      scenario.vmm === 'qemu' ? qemuParameters(scenario) : cloudHypervisorParameters(scenario),
    model_version: modelVersion,
  };
}

function downtimeFields(
  result: MigrationResult,
): Pick<RunRecord, 'downtime_ms' | 'downtime_parts' | 'blackout_ms' | 'residual_bytes'> {
  if (result.status !== 'completed') {
    return { downtime_ms: null, downtime_parts: null, blackout_ms: null, residual_bytes: null };
  }
  const { totalMs, parts, blackoutMs, residualBytes } = result.downtime;
  return {
    downtime_ms: toNanosecond(totalMs),
    downtime_parts: {
      stop_ms: toNanosecond(parts.stopMs),
      final_sync_ms: toNanosecond(parts.finalSyncMs),
      residual_ram_ms: toNanosecond(parts.residualRamMs),
      device_state_ms: toNanosecond(parts.deviceStateMs),
      load_ms: toNanosecond(parts.loadMs),
      start_ms: toNanosecond(parts.startMs),
    },
    blackout_ms: toNanosecond(blackoutMs),
    residual_bytes: residualBytes,
  };
}

function qemuParameters(scenario: QemuScenario): z.infer<typeof qemuParametersSchema> {
  const { freePageHint, migration, management, transfer = plainTransfer } = scenario;
  const { stopConditions: stop } = migration;
  const { pause } = management;
  return {
    dirty_log: dirtyTracking(scenario.dirtyLog, scenario.hardware.dirtyRingSize),
    ...ringParameters(scenario),
    bandwidth: migration.bandwidthMibPerSecond,
    downtime: migration.downtimeLimitMs,
    max_iters: management.maxIterations,
    max_time: management.maxTimeSeconds,
    auto_converge: migration.autoConverge,
    auto_converge_step: migration.throttleIncrement,
    cpu_throttle_initial: migration.throttleInitial,
    cpu_throttle_tailslow: migration.throttleTailslow,
    max_cpu_throttle: migration.maxThrottle,
    throttle_trigger_threshold: migration.throttleTriggerThreshold,
    background_sync: migration.backgroundSync,
    responsive_throttle: migration.responsiveThrottle,
    max_full_passes: stop.maxFullPasses,
    max_transfer_factor: stop.maxTransferFactor,
    convergence_timeout: stop.convergenceTimeoutSeconds,
    deadline: stop.deadlineSeconds,
    pause: pause !== null,
    pause_iters: pause?.at === 'iterations' ? pause.iterations : null,
    pause_after: pause?.at === 'time' ? pause.seconds : null,
    policy: management.policy?.name ?? null,
    ...(freePageHint !== undefined && { free_page_hint: freePageHint }),
    multifd_channels: transfer.multifdChannels,
    zero_page_detection: transfer.zeroPageDetection,
    ...postcopyParameters(scenario.postcopy),
    device_state: deviceStateMib(transfer, scenario.host.transfer),
    device_state_transfer: transfer.deviceStateTransfer,
    device_state_channels: transfer.deviceStateChannels,
    sleep: management.sleepSeconds,
    ...encodingParameters(scenario),
  };
}
