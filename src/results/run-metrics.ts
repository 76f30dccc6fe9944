import * as z from 'zod/mini';
import { cloudHypervisorMetrics } from '../engines/cloud-hypervisor/metrics.js';
import {
  comparedLess,
  less,
  more,
  neither,
  readFields,
  rowsOf,
  schemaOf,
  toNanosecond,
} from '../engines/metric.js';
import type { CompletedRun, DowntimeParts, MigrationResult } from '../engines/migration-result.js';
import { compressionMetrics } from '../engines/qemu/features/compression/metrics.js';
import { dirtyRingMetrics } from '../engines/qemu/features/dirty-limit/metrics.js';
import { postcopyMetrics } from '../engines/qemu/features/postcopy/metrics.js';
import { xbzrleMetrics } from '../engines/qemu/features/xbzrle/metrics.js';
import {
  count,
  described,
  milliseconds,
  nonNegative,
  nonNegativeInt,
  nullable,
  percent,
  wholePercent,
} from '../input/schema-fields.js';
import { stopConditionNames } from '../migration/stop-condition-names.js';
import { timelineRecord, timelineSchema } from './timeline-record.js';

const { field, metric } = rowsOf<MigrationResult>();
const { time: part } = rowsOf<DowntimeParts>();

/** The parts of the downtime. They add up to `downtime_ms`. */
const downtimeParts = {
  stop_ms: part('Stopping the vCPUs of the source', ({ stopMs }) => stopMs),
  final_sync_ms: part('Last dirty bitmap sync', ({ finalSyncMs }) => finalSyncMs),
  residual_ram_ms: part('Sending the RAM that was still dirty', (of) => of.residualRamMs),
  device_state_ms: part('Saving and sending the device state', (of) => of.deviceStateMs),
  load_ms: part('Loading on the destination, where the source waits for it', (of) => of.loadMs),
  start_ms: part('Starting the vCPUs', ({ startMs }) => startMs),
};

export const downtimePartsSchema = schemaOf(downtimeParts);

/** Reads what only a completed run has. */
const ifCompleted =
  <Value>(read: (run: CompletedRun) => Value) =>
  (run: MigrationResult): Value | null =>
    run.status === 'completed' ? read(run) : null;

/**
 * How a run ended, and its figures, in the order in which records have had their keys since they were
 * published.
 */
export const runMetrics = {
  status: field(z.enum(['completed', 'cancelled', 'failed']), ({ status }) => status),
  reason: field(nullable(z.string(), 'Why the run did not complete; null if it did'), (run) =>
    run.status === 'completed' ? null : run.reason,
  ),
  total_time_ms: metric(
    comparedLess,
    milliseconds('From the migrate command to the end'),
    ({ totalTimeMs }) => toNanosecond(totalTimeMs),
  ),
  setup_time_ms: metric(
    comparedLess,
    milliseconds('From the migrate command to the first iteration'),
    ({ setupTimeMs }) => toNanosecond(setupTimeMs),
  ),
  downtime_ms: metric(
    comparedLess,
    nullable(nonNegative, 'As the VMM reports it, ms; null unless the run completed'),
    ifCompleted(({ downtime }) => toNanosecond(downtime.totalMs)),
  ),
  downtime_parts: field(
    z.nullable(downtimePartsSchema),
    ifCompleted(({ downtime }) => readFields(downtimeParts, downtime.parts)),
  ),
  blackout_ms: metric(
    comparedLess,
    nullable(
      nonNegative,
      'From the stop of the vCPUs on the source to their start on the destination, ms',
    ),
    ifCompleted(({ downtime }) => toNanosecond(downtime.blackoutMs)),
  ),
  residual_bytes: metric(
    comparedLess,
    nullable(nonNegativeInt, 'Bytes of RAM sent while the guest was stopped'),
    ifCompleted(({ downtime }) => downtime.residualBytes),
  ),
  stop_condition: field(
    nullable(
      z.enum(stopConditionNames),
      'What ended a migration that did not converge by itself; null if it did, or was not completed',
    ),
    ifCompleted(({ stopCondition }) => stopCondition),
  ),
  paused_at_ms: metric(
    neither,
    nullable(nonNegative, 'When the guest was paused during the migration, ms; null if it was not'),
    ({ pause }) => pause && toNanosecond(pause.atMs),
  ),
  iterations: metric(
    comparedLess,
    count('dirty-sync-count at the end'),
    ({ dirtySyncCount }) => dirtySyncCount,
  ),
  max_throttle_percent: metric(
    comparedLess,
    described(wholePercent, 'Highest vCPU throttle of the run'),
    ({ maxThrottlePercent }) => maxThrottlePercent,
  ),
  ...dirtyRingMetrics,
  guest_speed_percent: metric(
    more,
    described(
      percent,
      'Part of the time until its stop for which the guest ran and was not held up by the dirty log, percent',
    ),
    ({ guestSpeedPercent }) => Math.round(guestSpeedPercent * 1e6) / 1e6,
  ),
  transferred_bytes: metric(
    comparedLess,
    count('Bytes on the wire'),
    ({ transferredBytes }) => transferredBytes,
  ),
  ...postcopyMetrics,
  switchover_timeline: field(
    nullable(
      timelineSchema,
      'Who was busy when during the switchover; null unless several threads took part',
    ),
    timelineRecord,
  ),
  ...xbzrleMetrics,
  ...compressionMetrics,
  lost_pages: metric(
    less,
    nullable(
      nonNegativeInt,
      'Pages of which the destination misses a write; null unless the run was verified',
    ),
    ({ oracle }) => oracle?.lostPages ?? null,
  ),
  ...cloudHypervisorMetrics,
};

type ComparedKey = {
  [Key in keyof typeof runMetrics]: (typeof runMetrics)[Key] extends {
    readonly judgement: { readonly isCompared: true };
  }
    ? Key
    : never;
}[keyof typeof runMetrics];

/** How the tables of `compare` begin; other metrics follow. */
const comparedFirst: readonly ComparedKey[] = [
  'total_time_ms',
  'downtime_ms',
  'blackout_ms',
  'setup_time_ms',
  'iterations',
  'max_throttle_percent',
  'transferred_bytes',
];

/** The metrics that `compare` compares, in the order of its tables. */
export const comparedKeys: readonly ComparedKey[] = [
  ...new Set([
    ...comparedFirst,
    ...Object.entries(runMetrics).flatMap(([key, row]) =>
      'judgement' in row && row.judgement.isCompared ? [key as ComparedKey] : [],
    ),
  ]),
];
