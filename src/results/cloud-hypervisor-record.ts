import * as z from 'zod/mini';
import { toNanosecond } from './nanosecond.js';
import { count, described, milliseconds } from './schema-fields.js';
import { timeoutStrategies, workerFaults } from '../engines/cloud-hypervisor/cloud-hypervisor.js';
import { cloudHypervisorRules } from '../engines/cloud-hypervisor/cloud-hypervisor-rules.js';
import { unaccountedMs } from './downtime-steps.js';
import { PAGE_BYTES } from '../memory/units.js';
import { pagesOf } from '../memory/range-table.js';
import type { CloudHypervisorScenario } from '../engines/scenario.js';
import type { CloudHypervisorReport } from '../engines/cloud-hypervisor/report.js';

/** What `vm.send-migration` was given, in its spelling. */
export const cloudHypervisorParametersSchema = z.strictObject({
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

/** The eight steps of the downtime, in order; they add up to `downtime_ms`. */
export const downtimeStepsSchema = z.strictObject({
  pause_ms: milliseconds('Stopping the throttle and pausing vCPUs and devices'),
  final_dirty_log_ms: milliseconds('Last dirty log and its table'),
  final_memory_ms: milliseconds('Sending that table and waiting for its acknowledgements'),
  join_ms: milliseconds('Joining the threads of the memory connections'),
  release_locks_ms: milliseconds('Releasing the disk locks'),
  state_ms: milliseconds('Snapshot, and the memory that taking it has dirtied'),
  send_state_ms: milliseconds('Sending the state until the destination has rebuilt the VM'),
  complete_ms: milliseconds('Resuming on the destination'),
});

/** What only Cloud Hypervisor has to tell of a run. */
export const cloudHypervisorSchema = z.strictObject({
  downtime_steps: z.nullable(downtimeStepsSchema),
  unaccounted_ms: described(
    z.nullable(z.number().check(z.nonnegative())),
    'Part of the downtime that its log line leaves out, ms; null unless the run completed',
  ),
  iteration_events: count('Events migration-memory-iteration'),
  mean_overhead_ms: milliseconds('Mean time of a dirty pass beside its transfer'),
  worker_stop_ms: described(
    z.nullable(z.number().check(z.nonnegative())),
    'Stopping the DirtyLogWorker, its last harvest included, ms; null without it',
  ),
  worker_join_ms: described(
    z.nullable(z.number().check(z.nonnegative())),
    'Joining its thread after that harvest, ms; null without it',
  ),
  harvests: count('Times the dirty log was fetched'),
  dirty_rate_pps: count('Dirty rate at the end, pages a second'),
  final_table_bytes: count('Memory named by the last table'),
  doubly_sent_bytes: count('Memory that the last table names more than once'),
});

export function cloudHypervisorParameters({
  management,
  sending,
  version,
}: CloudHypervisorScenario): z.infer<typeof cloudHypervisorParametersSchema> {
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

/** The published form of an engine report. Times have at most six decimals. */
export function cloudHypervisorRecord(
  report: CloudHypervisorReport,
): z.infer<typeof cloudHypervisorSchema> {
  const { steps } = report;
  return {
    downtime_steps:
      steps === null
        ? null
        : {
            pause_ms: toNanosecond(steps.pauseMs),
            final_dirty_log_ms: toNanosecond(steps.finalDirtyLogMs),
            final_memory_ms: toNanosecond(steps.finalMemoryMs),
            join_ms: toNanosecond(steps.joinMs),
            release_locks_ms: toNanosecond(steps.releaseLocksMs),
            state_ms: toNanosecond(steps.stateMs),
            send_state_ms: toNanosecond(steps.sendStateMs),
            complete_ms: toNanosecond(steps.completeMs),
          },
    unaccounted_ms: steps === null ? null : toNanosecond(unaccountedMs(steps)),
    iteration_events: report.iterationEvents,
    mean_overhead_ms: toNanosecond(report.meanOverheadMs),
    worker_stop_ms: report.workerStop === null ? null : toNanosecond(report.workerStop.stopMs),
    worker_join_ms: report.workerStop === null ? null : toNanosecond(report.workerStop.joinMs),
    harvests: report.harvests,
    dirty_rate_pps: report.dirtyPagesPerSecond,
    final_table_bytes: report.finalTable === null ? 0 : pagesOf(report.finalTable) * PAGE_BYTES,
    doubly_sent_bytes: report.doublySentBytes,
  };
}
