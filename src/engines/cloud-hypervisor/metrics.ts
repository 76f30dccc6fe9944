import * as z from 'zod/mini';
import { count, nonNegative, nullable } from '../../input/schema-fields.js';
import { pagesOf } from '../../memory/range-table.js';
import { PAGE_BYTES } from '../../memory/units.js';
import { less, neither, readFields, rowsOf, schemaOf, toNanosecond } from '../metric.js';
import type { MigrationResult } from '../migration-result.js';
import { unaccountedMs } from './downtime-steps.js';
import type { CloudHypervisorReport, DowntimeSteps } from './report.js';

const { time: step } = rowsOf<DowntimeSteps>();
const { field, metric, time } = rowsOf<CloudHypervisorReport>();

/** The eight steps of the downtime, in order; they add up to `downtime_ms`. */
const downtimeSteps = {
  pause_ms: step('Stopping the throttle and pausing vCPUs and devices', (of) => of.pauseMs),
  final_dirty_log_ms: step('Last dirty log and its table', (of) => of.finalDirtyLogMs),
  final_memory_ms: step(
    'Sending that table and waiting for its acknowledgements',
    (of) => of.finalMemoryMs,
  ),
  join_ms: step('Joining the threads of the memory connections', (of) => of.joinMs),
  release_locks_ms: step('Releasing the disk locks', (of) => of.releaseLocksMs),
  state_ms: step('Snapshot, and the memory that taking it has dirtied', (of) => of.stateMs),
  send_state_ms: step(
    'Sending the state until the destination has rebuilt the VM',
    (of) => of.sendStateMs,
  ),
  complete_ms: step('Resuming on the destination', (of) => of.completeMs),
};

/** What only Cloud Hypervisor has to tell of a run. */
const reportFields = {
  downtime_steps: field(z.nullable(schemaOf(downtimeSteps)), ({ steps }) =>
    steps === null ? null : readFields(downtimeSteps, steps),
  ),
  unaccounted_ms: metric(
    less,
    nullable(
      nonNegative,
      'Part of the downtime that its log line leaves out, ms; null unless the run completed',
    ),
    ({ steps }) => (steps === null ? null : toNanosecond(unaccountedMs(steps))),
  ),
  iteration_events: field(
    count('Events migration-memory-iteration'),
    ({ iterationEvents }) => iterationEvents,
  ),
  mean_overhead_ms: time(
    'Mean time of a dirty pass beside its transfer',
    ({ meanOverheadMs }) => meanOverheadMs,
  ),
  worker_stop_ms: metric(
    less,
    nullable(
      nonNegative,
      'Stopping the DirtyLogWorker, its last harvest included, ms; null without it',
    ),
    ({ workerStop }) => (workerStop === null ? null : toNanosecond(workerStop.stopMs)),
  ),
  worker_join_ms: metric(
    less,
    nullable(nonNegative, 'Joining its thread after that harvest, ms; null without it'),
    ({ workerStop }) => (workerStop === null ? null : toNanosecond(workerStop.joinMs)),
  ),
  harvests: field(count('Times the dirty log was fetched'), ({ harvests }) => harvests),
  dirty_rate_pps: metric(
    neither,
    count('Dirty rate at the end, pages a second'),
    ({ dirtyPagesPerSecond }) => dirtyPagesPerSecond,
  ),
  final_table_bytes: metric(less, count('Memory named by the last table'), ({ finalTable }) =>
    finalTable === null ? 0 : pagesOf(finalTable) * PAGE_BYTES,
  ),
  doubly_sent_bytes: metric(
    less,
    count('Memory that the last table names more than once'),
    ({ doublySentBytes }) => doublySentBytes,
  ),
};

export const cloudHypervisorMetrics = {
  cloud_hypervisor: rowsOf<MigrationResult>().field(
    nullable(schemaOf(reportFields), 'What only Cloud Hypervisor tells; null for other engines'),
    ({ cloudHypervisor: report }) =>
      report === undefined ? null : readFields(reportFields, report),
  ),
};
