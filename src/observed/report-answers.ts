import { recordedPolls } from '../guestperf/recording-rows.js';
import type { GuestperfReport } from '../guestperf/report-schema.js';
import { MIB } from '../memory/units.js';
import { type Accelerator, accelerators } from '../profiles/accelerator.js';
import { largest } from '../statistics/summary.js';
import {
  type MigrationSetup,
  type MigrationStatus,
  migrationStatuses,
} from './migration-reading.js';
import { faultAt, type Place } from './observed-source.js';
import { bareAnswer, type TimedAnswer } from './timed-answer.js';

type Progress = GuestperfReport['progress_history'][number];

/**
 * The answers to `query-migrate` that a report of guestperf keeps: those beside its history if they are whole, for they
 * are more.
 *
 * @throws InputError if a status in it is none of QEMU's
 */
export function reportAnswers(report: GuestperfReport, place: Place): readonly TimedAnswer[] {
  const history = report.progress_history;
  const polls = recordedPolls(report);
  const isWhole = report.extra?.poll_columns?.includes('dirty_rate_pps') === true;
  if (polls.length === 0 || !isWhole)
    return history.map((progress) => progressAnswer(progress, place));
  // The first answers may tell the status alone.
  const totalBytes = largest(history.map(({ ram }) => ram.total_bytes));
  const setupMs = largest(history.map((progress) => progress.setup_time));
  const last = history[history.length - 1];
  return polls.map((poll) => {
    const status = statusOf(poll.status, place);
    return {
      ...bareAnswer,
      timeName: 'total_time',
      toldMs: poll.totalMs,
      clockSeconds: poll.seconds,
      status,
      setupMs,
      downtimeMs: last.downtime > 0 && last.status === status ? last.downtime : null,
      expectedDowntimeMs: poll.expectedDowntimeMs,
      throttlePercent: poll.throttlePercent,
      ram:
        totalBytes === 0 || poll.transferredBytes === 0
          ? null
          : {
              totalBytes,
              remainingBytes: poll.remainingBytes,
              transferredBytes: poll.transferredBytes,
              zeroPages: poll.duplicatePages,
              normalPages: poll.normalPages,
              dirtyPagesPerSecond: poll.dirtyPagesPerSecond,
              dirtySyncCount: poll.iteration,
              bytesPerSecond: bytesPerSecond(poll.megabitsPerSecond),
              whileStoppedBytes: null,
            },
    };
  });
}

/** What a report says of the settings of its migration. */
export function reportSetup({ extra, hardware, scenario }: GuestperfReport): MigrationSetup {
  const set = extra?.parameters_set ?? {};
  const named = extra?.guestperf_sim?.record.version ?? extra?.qemu_version ?? null;
  const version = named === null || typeof named === 'string' ? named : named.version;
  const isOn = (capability: string, word: boolean | undefined): boolean =>
    word === true || extra?.capabilities?.[capability] === true;
  return {
    downtimeLimitMs: scenario.downtime,
    maxBandwidth: scenario.bandwidth * MIB,
    autoConverge: scenario.auto_converge,
    throttleInitial: set['cpu-throttle-initial'] ?? null,
    throttleIncrement: set['cpu-throttle-increment'] ?? scenario.auto_converge_step,
    maxThrottle: set['max-cpu-throttle'] ?? null,
    postcopy: isOn('postcopy-ram', scenario.post_copy),
    multifd: isOn('multifd', scenario.multifd),
    xbzrle: isOn('xbzrle', scenario.compression_xbzrle),
    qemuVersion: /^\d+\.\d+/.exec(version ?? '')?.[0] ?? null,
    vcpus: hardware.cpus,
    accelerator: reportedAccelerator(extra?.accel),
  };
}

/** `tcg` of `tcg,thread=multi`. */
function reportedAccelerator(named: string | undefined): Accelerator | null {
  return accelerators.find((name) => name === named?.split(',')[0]) ?? null;
}

function progressAnswer(progress: Progress, place: Place): TimedAnswer {
  const { ram } = progress;
  // Where QEMU tells the status and nothing else, guestperf writes zeroes.
  const isBare = ram.total_bytes === 0;
  return {
    ...bareAnswer,
    timeName: 'duration',
    toldMs: isBare ? null : progress.duration,
    clockSeconds: progress.now,
    status: statusOf(progress.status, place),
    setupMs: isBare ? null : progress.setup_time,
    downtimeMs: progress.downtime > 0 ? progress.downtime : null,
    expectedDowntimeMs: progress.downtime_expected > 0 ? progress.downtime_expected : null,
    throttlePercent: progress.throttle_pcent,
    ram: isBare
      ? null
      : {
          totalBytes: ram.total_bytes,
          remainingBytes: ram.remaining_bytes,
          transferredBytes: ram.transferred_bytes,
          zeroPages: ram.duplicate_pages,
          normalPages: ram.normal_pages,
          dirtyPagesPerSecond: ram.dirty_rate_pps,
          dirtySyncCount: ram.iterations,
          bytesPerSecond: bytesPerSecond(ram.transfer_rate_mbs),
          whileStoppedBytes: null,
        },
  };
}

/** Of Mbit/s; 0 is what guestperf and QEMU write before there is a window. */
function bytesPerSecond(megabitsPerSecond: number | null): number | null {
  return megabitsPerSecond === null || megabitsPerSecond === 0
    ? null
    : (megabitsPerSecond * 1e6) / 8;
}

function statusOf(status: string, place: Place): MigrationStatus {
  const known = migrationStatuses.find((name) => name === status);
  if (known !== undefined) return known;
  const problem = 'is no status of a migration';
  throw faultAt(place, { subject: 'status', value: status, problem });
}
