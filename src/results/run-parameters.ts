import * as z from 'zod/mini';
import { timeoutStrategies, workerFaults } from '../engines/cloud-hypervisor/cloud-hypervisor.js';
import { cloudHypervisorRules } from '../engines/cloud-hypervisor/cloud-hypervisor-rules.js';
import { multifdCompressions, noEncoding } from '../engines/qemu/features/compression/encoding.js';
import { dirtyTracking } from '../engines/qemu/features/dirty-limit/dirty-ring.js';
import { dirtyTrackings } from '../host/dirty-log.js';
import { freePagePolicies } from '../engines/qemu/features/free-page/free-pages.js';
import {
  deviceStateTransfers,
  plainTransfer,
  zeroPageDetections,
} from '../engines/qemu/features/multifd/transfer.js';
import {
  backgroundSyncForms,
  type CloudHypervisorScenario,
  type QemuScenario,
  type Scenario,
} from '../engines/scenario.js';
import { count, described } from '../input/schema-fields.js';
import { deviceStateMib } from '../profiles/host-transfer.js';

const optionalCount = (description: string) =>
  z.optional(z.int().check(z.nonnegative())).check(z.describe(description));

const optionalInt = (description: string) =>
  z.optional(z.int()).check(z.describe(description)) as z.ZodMiniOptional<z.ZodMiniInt>;

/** What `vm.send-migration` was given, in its spelling. */
const cloudHypervisorParametersSchema = z.strictObject({
  downtime: described(z.nullable(z.int()), 'downtime_ms; null where the variant has none'),
  timeout: described(z.nullable(z.int()), 'timeout_s; null where there is none'),
  timeout_strategy: described(z.enum(timeoutStrategies), 'What a timeout does'),
  connections: count('TCP connections for memory'),
  shared_memory: described(z.boolean(), 'Whether guest RAM is a shared mapping of a file'),
  dirty_log_worker: described(z.boolean(), 'Whether a thread harvests the dirty log'),
  worker_fault: described(z.nullable(z.enum(workerFaults)), 'Fault injected into that thread'),
  vhost_user_mem: described(z.nullable(z.number()), 'MiB that a vhost-user device writes'),
  vhost_user_rate: described(z.nullable(z.number()), 'MiB/s that it writes'),
  sleep: count('Seconds of workload before the migration'),
});

/** What the scenario of a migration by QEMU set, in guestperf's spelling where it has one, else in QMP's. */
const qemuParametersSchema = z.strictObject({
  dirty_log: described(z.enum(dirtyTrackings), 'When the kernel protects a logged page again'),
  dirty_ring_size: optionalCount("Entries of each vCPU's dirty ring; a bitmap if absent"),
  dirty_limit: z.optional(z.boolean()).check(z.describe('Off if absent')),
  vcpu_dirty_limit: optionalCount('Rate at which each vCPU may dirty memory, MiB/s'),
  x_vcpu_dirty_limit_period: optionalCount('The rates are measured and corrected this often, ms'),
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
  post_copy: described(
    z.optional(z.boolean()),
    'Whether guestperf starts postcopy; absent if neither it nor the policy may',
  ),
  post_copy_iters: described(
    z.optional(z.nullable(z.int().check(z.nonnegative()))),
    'Iteration count at which guestperf starts it',
  ),
  max_postcopy_bandwidth: described(
    z.optional(z.int().check(z.nonnegative())),
    'max-postcopy-bandwidth in MiB/s; 0 is unlimited',
  ),
  postcopy_preempt: described(
    z.optional(z.boolean()),
    'Whether requested pages have a connection of their own',
  ),
  device_state: count('State of the VFIO devices together, MiB'),
  device_state_transfer: described(z.enum(deviceStateTransfers), 'How that state travels'),
  device_state_channels: count('Channels that carry device state only'),
  sleep: count('Seconds of workload before and after the migration'),
  xbzrle_cache_size: optionalInt('Bytes; absent without XBZRLE'),
  compress_threads: optionalInt('Absent without multi-thread compression'),
  compress_level: optionalInt('Absent without multi-thread compression'),
  compress_wait_thread: z.optional(z.boolean()),
  multifd_compression: z.optional(z.enum(multifdCompressions)),
  multifd_compression_level: optionalInt('Absent without multifd compression'),
});

/** What the scenario set; keys that the engine does not know are absent. */
export const runParametersSchema = z.strictObject({
  ...z.partial(qemuParametersSchema).shape,
  ...z.partial(cloudHypervisorParametersSchema).shape,
});

export type RunParameters = z.infer<typeof runParametersSchema>;

export function runParameters(scenario: Scenario): RunParameters {
  return scenario.vmm === 'qemu' ? qemuParameters(scenario) : cloudHypervisorParameters(scenario);
}

function cloudHypervisorParameters({
  management,
  sending,
  version,
}: CloudHypervisorScenario): RunParameters {
  return {
    downtime: sending.downtimeMs,
    timeout: sending.timeoutSeconds,
    timeout_strategy: sending.timeoutStrategy,
    connections: sending.connections,
    shared_memory: sending.sharedMemory,
    dirty_log_worker: cloudHypervisorRules[version].dirtyLogWorker,
    worker_fault: sending.workerFault,
    vhost_user_mem: sending.vhostUser?.bufferMib ?? null,
    vhost_user_rate: sending.vhostUser?.mibPerSecond ?? null,
    sleep: management.sleepSeconds,
  };
}

function qemuParameters(scenario: QemuScenario): RunParameters {
  const { dirtyLimit, freePageHint, hardware, management, migration, postcopy } = scenario;
  const { encoding = noEncoding, transfer = plainTransfer } = scenario;
  const { compress, multifdCompression, xbzrle } = encoding;
  const { stopConditions: stop } = migration;
  const { pause } = management;
  return {
    dirty_log: dirtyTracking(scenario.dirtyLog, hardware.dirtyRingSize),
    ...(hardware.dirtyRingSize > 0 && { dirty_ring_size: hardware.dirtyRingSize }),
    ...(dirtyLimit !== undefined && {
      dirty_limit: true,
      vcpu_dirty_limit: dirtyLimit.mibPerSecond,
      x_vcpu_dirty_limit_period: dirtyLimit.periodMs,
    }),
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
    ...(postcopy !== undefined && {
      post_copy: postcopy.startAtIterations !== null,
      post_copy_iters: postcopy.startAtIterations,
      max_postcopy_bandwidth: postcopy.maxBandwidthMibPerSecond,
      postcopy_preempt: postcopy.preempt,
    }),
    device_state: deviceStateMib(transfer, scenario.host.transfer),
    device_state_transfer: transfer.deviceStateTransfer,
    device_state_channels: transfer.deviceStateChannels,
    sleep: management.sleepSeconds,
    ...(xbzrle && { xbzrle_cache_size: xbzrle.cacheBytes }),
    ...(compress && {
      compress_threads: compress.threads,
      compress_level: compress.level,
      compress_wait_thread: compress.waitThread,
    }),
    ...(multifdCompression && {
      multifd_compression: multifdCompression.method,
      multifd_compression_level: multifdCompression.level,
    }),
  };
}
