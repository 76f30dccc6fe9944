import type { GuestperfProgress } from '../guestperf/report-progress.js';
import type { GuestperfReport } from '../guestperf/report-schema.js';
import { heldParameters } from '../guestperf/recording-extra.js';
import { reportScenario } from '../guestperf/report-scenario.js';
import { qemuSettings } from '../engines/qemu/settings.js';
import { numberForm } from '../engines/setting.js';
import type { QemuScenario } from '../engines/scenario.js';
import { MIB, PAGE_BYTES } from '../memory/units.js';
import { programVersion } from '../program-version.js';
import { resolve } from '../settings/resolve.js';
import { largest } from '../statistics/summary.js';
import type { MigrationReading, MigrationSetup } from './migration-reading.js';

/** An answer and when it came. */
export interface ReportedAnswer {
  readonly reading: MigrationReading;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** A migration that was watched, as it is written down. */
export interface ObservedRun {
  /** At least one, in order of time; none with the status none. */
  readonly answers: readonly ReportedAnswer[];
  readonly setup: MigrationSetup;
  /** QEMU's own words for parameters and capabilities; null where it was not asked. */
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly capabilities: Readonly<Record<string, boolean>> | null;
  /** How watching ended. */
  readonly outcome: string;
}

/** What guestperf calls a scenario without a name. */
const scenarioName = 'perfreport';

/** A prediction that has not ended after so many times what the migration took does not end. */
const patience = 10;

/** Columns of `extra.polls`, as in other recordings. */
const pollColumns = [
  't',
  'status',
  'total_time',
  'transferred',
  'remaining',
  'duplicate',
  'normal',
  'dirty_rate_pps',
  'mbps',
  'dirty_sync_count',
  'expected_downtime',
  'throttle',
];

/**
 * guestperf's report of a migration that it did not make. What nobody told has guestperf's default, and is named in
 * `extra.watched.not_told`; what nobody limited has no limit, but of time.
 */
export function observedReport(run: ObservedRun): GuestperfReport {
  const { answers, setup } = run;
  const last = answers[answers.length - 1].reading;
  const totalBytes = largest([0, ...answers.map(({ reading }) => reading.ram?.totalBytes ?? 0)]);
  const memMib = Math.max(1, Math.floor(totalBytes / MIB));
  const { scenario } = watchedScenario(run);
  return {
    hardware: {
      cpus: setup.vcpus === null ? 1 : within('cpus', setup.vcpus),
      mem: memMib / 1024,
      src_mem_bind: [],
      dst_mem_bind: [],
      src_cpu_bind: [],
      dst_cpu_bind: [],
      prealloc_pages: false,
      huge_pages: false,
      locked_pages: false,
      dirty_ring_size: 0,
    },
    scenario,
    progress_history: history(answers),
    guest_timings: [],
    qemu_timings: [],
    vcpu_timings: [],
    result: { success: last.status === 'completed' },
    binary: '',
    dst_host: '',
    kernel: '',
    initrd: '',
    transport: '',
    sleep: 0,
    extra: {
      watched: {
        program_version: programVersion,
        outcome: run.outcome,
        failure: last.failure,
        not_told: notTold(run),
      },
      vm_mem_mb: memMib,
      ...(setup.qemuVersion !== null && { qemu_version: setup.qemuVersion }),
      ...(setup.accelerator !== null && { accel: setup.accelerator }),
      ...(run.capabilities !== null && { capabilities: { ...run.capabilities } }),
      ...(run.parameters !== null && {
        parameters_set: heldParameters(run.parameters),
        parameters_effective: { ...run.parameters },
      }),
      ...(last.status === 'completed' && {
        final_query_migrate: {
          status: last.status,
          'total-time': last.elapsedMs,
          ...(last.downtimeMs !== null && { downtime: last.downtimeMs }),
        },
      }),
      derived: {
        max_throttle: largest(answers.map(({ reading }) => reading.throttlePercent)),
      },
      poll_columns: [...pollColumns],
      polls: answers.map(({ reading }) => pollRow(reading)),
    },
  };
}

/** What of a report nobody told, by its keys. */
export function notTold({ answers, setup }: Pick<ObservedRun, 'answers' | 'setup'>): string[] {
  const isUnknown = {
    'hardware.cpus': setup.vcpus === null,
    'hardware.mem': answers.every(({ reading }) => reading.ram === null),
    'scenario.downtime': setup.downtimeLimitMs === null,
    'scenario.bandwidth': setup.maxBandwidth === null,
    'scenario.auto_converge': setup.autoConverge === null,
    'scenario.auto_converge_step': setup.throttleIncrement === null,
    'scenario.multifd': setup.multifd === null,
    'scenario.compression_xbzrle': setup.xbzrle === null,
    'extra.qemu_version': setup.qemuVersion === null,
  };
  return Object.entries(isUnknown).flatMap(([key, is]) => (is ? [key] : []));
}

function watchedScenario({ answers, parameters, setup }: ObservedRun): {
  readonly scenario: GuestperfReport['scenario'];
} {
  const plain = resolve({}, { name: scenarioName }) as QemuScenario;
  const { settings } = plain;
  const channels = parameters?.['multifd-channels'];
  const seconds = Math.ceil(answers[answers.length - 1].reading.elapsedMs / 1000);
  const postcopy = answers.find(({ reading }) => reading.status === 'postcopy-active')?.reading;
  const known = {
    ...settings,
    maxIters: numberForm(qemuSettings.maxIters).max,
    maxTime: within('maxTime', Math.max(settings.maxTime, patience * seconds)),
    downtime: within('downtime', setup.downtimeLimitMs ?? settings.downtime),
    bandwidth: bandwidthOf(setup.maxBandwidth) ?? settings.bandwidth,
    autoConverge: setup.autoConverge ?? settings.autoConverge,
    autoConvergeStep: within(
      'autoConvergeStep',
      setup.throttleIncrement ?? settings.autoConvergeStep,
    ),
    multifd: setup.multifd ?? settings.multifd,
    multifdChannels: within(
      'multifdChannels',
      typeof channels === 'number' ? channels : settings.multifdChannels,
    ),
    compressionXbzrle: setup.xbzrle ?? settings.compressionXbzrle,
    postCopy: postcopy !== undefined,
    postCopyIters: postcopy?.ram?.dirtySyncCount ?? settings.postCopyIters,
  };
  return { scenario: reportScenario.read({ ...plain, settings: known }) };
}

type Limited = 'cpus' | 'downtime' | 'maxTime' | 'autoConvergeStep' | 'multifdChannels';

function within(name: Limited, value: number): number {
  const { max, min } = numberForm(qemuSettings[name]);
  return Math.min(max, Math.max(min, value));
}

/** MiB/s; 0 for no limit, also where the limit is above what can be said. */
function bandwidthOf(bytesPerSecond: number | null): number | null {
  if (bytesPerSecond === null) return null;
  const mib = bytesPerSecond / MIB;
  return mib > numberForm(qemuSettings.bandwidth).max ? 0 : mib;
}

/** As guestperf keeps them: where the iteration or the status is another, and the last. */
function history(answers: readonly ReportedAnswer[]): GuestperfProgress[] {
  const isKept = (at: number): boolean => {
    if (at === 0 || at === answers.length - 1) return true;
    const { ram, status } = answers[at].reading;
    const before = answers[at - 1].reading;
    return status !== before.status || ram?.dirtySyncCount !== before.ram?.dirtySyncCount;
  };
  return answers.filter((_, at) => isKept(at)).map(progressOf);
}

function progressOf({ now, reading }: ReportedAnswer): GuestperfProgress {
  const { ram } = reading;
  const normalPages = ram?.normalPages ?? 0;
  return {
    status: reading.status,
    ram: {
      transferred_bytes: ram?.transferredBytes ?? 0,
      remaining_bytes: ram?.remainingBytes ?? 0,
      total_bytes: ram?.totalBytes ?? 0,
      duplicate_pages: ram?.zeroPages ?? 0,
      skipped_pages: 0,
      normal_pages: normalPages,
      normal_bytes: normalPages * PAGE_BYTES,
      dirty_rate_pps: ram?.dirtyPagesPerSecond ?? 0,
      transfer_rate_mbs: megabits(reading) ?? 0,
      iterations: ram?.dirtySyncCount ?? 0,
    },
    now,
    // Where QEMU tells the status and nothing else, guestperf reads zeroes.
    duration: ram === null ? 0 : reading.elapsedMs,
    downtime: reading.downtimeMs ?? 0,
    downtime_expected: reading.expectedDowntimeMs ?? 0,
    setup_time: reading.setupMs ?? 0,
    throttle_pcent: reading.throttlePercent,
    dirty_limit_throttle_time_per_round: 0,
    dirty_limit_ring_full_time: 0,
  };
}

function pollRow(reading: MigrationReading): (number | string | null)[] {
  const { elapsedMs, expectedDowntimeMs, ram, status, throttlePercent } = reading;
  return [
    elapsedMs / 1000,
    status,
    ram === null ? null : elapsedMs,
    ram?.transferredBytes ?? null,
    ram?.remainingBytes ?? null,
    ram?.zeroPages ?? null,
    ram?.normalPages ?? null,
    ram?.dirtyPagesPerSecond ?? null,
    megabits(reading),
    ram?.dirtySyncCount ?? null,
    expectedDowntimeMs,
    throttlePercent,
  ];
}

/** Mbit/s of the last window; null if it is not told. */
function megabits({ ram }: MigrationReading): number | null {
  const rate = ram?.bytesPerSecond ?? null;
  return rate === null ? null : (rate * 8) / 1e6;
}
