import { PAGE_BYTES } from '../memory/units.js';
import type { RecordedParameters, RecordedStress } from './recording-extra.js';
import type { GuestperfReport } from './report-schema.js';
import {
  defaultManagement,
  defaultMigrationParameters,
  guestperfVmMib,
} from '../settings/defaults.js';
import type { SimulationExtra } from './simulation-extra.js';
import { dirtyLimitDefaults } from '../engines/qemu/features/dirty-limit/dirty-ring.js';
import {
  encodingDefaults,
  type MultifdCompressionName,
  multifdCompressions,
  xbzrleCacheBytes,
} from '../engines/qemu/features/compression/encoding.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { isAtLeast, qemuVersions, type QemuVersion } from '../profiles/qemu-version.js';
import { MIB } from '../memory/units.js';
import type { QemuScenario } from '../engines/scenario.js';
import { InputError } from '../input/input-error.js';
import { defaultPauseIters } from '../settings/stop-options.js';
import {
  defaultMultifdChannels,
  defaultZeroPageDetection,
  plainTransfer,
} from '../engines/qemu/features/multifd/transfer.js';
import type { Workload } from '../profiles/workload.js';

const MIB_PER_GBIT = 1e9 / 8 / 1_048_576;

/**
 * The scenario of a recorded migration, as far as the recording tells: guestperf's hardware and
 * scenario, and from an `extra` block the workload, the guest's measured rate before the migration,
 * the parameters and the link. What it does not tell is the host's.
 *
 * @param seed the recording's own randomness is not known: any seed is a prediction
 */
export function recordedScenario(
  report: GuestperfReport,
  host: HostProfile,
  seed: string,
  repeat: number,
): QemuScenario {
  const { extra, hardware, scenario } = report;
  const version = recordedVersion(report) ?? host.qemu;
  const set = extra?.parameters_set;
  const autoConverge = scenario.auto_converge;
  const periodicSync = autoConverge && isAtLeast(version, '9.2');
  const defaults = defaultMigrationParameters;
  return {
    name: scenario.name,
    mode: 'recorded',
    vmm: 'qemu',
    version,
    hardware: {
      cpus: hardware.cpus,
      memGib: hardware.mem,
      vmMib: extra?.vm_mem_mb ?? guestperfVmMib(hardware.mem),
      dirtyRingSize: hardware.dirty_ring_size ?? 0,
    },
    workload: recordedWorkload(report),
    host: withRecordedLink(host, extra?.link_mibps ?? extra?.lab_scenario?.link ?? null),
    dirtyLog: host.dirtyLog,
    migration: {
      bandwidthMibPerSecond: scenario.bandwidth,
      downtimeLimitMs: scenario.downtime,
      autoConverge,
      throttleInitial: set?.['cpu-throttle-initial'] ?? defaults.throttleInitial,
      throttleIncrement: set?.['cpu-throttle-increment'] ?? scenario.auto_converge_step,
      maxThrottle: set?.['max-cpu-throttle'] ?? defaults.maxThrottle,
      throttleTailslow: set?.['cpu-throttle-tailslow'] ?? defaults.throttleTailslow,
      throttleTriggerThreshold:
        set?.['throttle-trigger-threshold'] ?? defaults.throttleTriggerThreshold,
      backgroundSync: periodicSync ? 'merged' : 'off',
      responsiveThrottle: false,
      stopConditions: defaults.stopConditions,
    },
    ...recordedDirtyLimit(report),
    ...recordedTransfer(report, version),
    ...recordedPostcopy(report),
    ...recordedEncoding(report),
    management: {
      maxIterations: scenario.max_iters,
      maxTimeSeconds: scenario.max_time,
      sleepSeconds: defaultManagement.sleepSeconds,
      pause:
        scenario.pause === true
          ? { at: 'iterations', iterations: scenario.pause_iters ?? defaultPauseIters }
          : null,
      policy: defaultManagement.policy,
    },
    seed,
    repeat,
    verify: false,
  };
}

/** The modelled version that a recording names, as `10.0` of `10.0.13`; null if it names none. */
export function recordedVersion({ extra }: GuestperfReport): QemuVersion | null {
  const named =
    extra?.guestperf_sim?.record.version ?? extra?.qemu_version ?? extra?.lab_scenario?.qemu ?? '';
  const text = typeof named === 'string' ? named : named.version;
  const [major, minor] = text.split('.');
  return qemuVersions.find((version) => version === `${major}.${minor}`) ?? null;
}

/** The dirty limit of a recording; nothing without. */
function recordedDirtyLimit({
  extra,
  scenario,
}: GuestperfReport): Pick<QemuScenario, 'dirtyLimit'> {
  if (scenario.dirty_limit !== true && extra?.capabilities?.['dirty-limit'] !== true) return {};
  const { mibPerSecond, periodMs } = dirtyLimitDefaults;
  return {
    dirtyLimit: {
      mibPerSecond: scenario.vcpu_dirty_limit ?? mibPerSecond,
      periodMs: scenario.x_vcpu_dirty_limit_period ?? periodMs,
    },
  };
}

/** The channels of a recording with multifd; nothing for one plain stream. */
function recordedTransfer(
  { extra, scenario }: GuestperfReport,
  version: QemuVersion,
): Pick<QemuScenario, 'transfer'> {
  if (scenario.multifd !== true && extra?.capabilities?.['multifd'] !== true) return {};
  const channels = extra?.parameters_set?.['multifd-channels'] ?? scenario.multifd_channels;
  return {
    transfer: {
      ...plainTransfer,
      multifdChannels: channels ?? defaultMultifdChannels,
      zeroPageDetection: defaultZeroPageDetection(version),
    },
  };
}

/** The capability, and when guestperf made use of it. */
function recordedPostcopy({ extra, scenario }: GuestperfReport): Pick<QemuScenario, 'postcopy'> {
  const starts = scenario.post_copy === true;
  if (!starts && extra?.capabilities?.['postcopy-ram'] !== true) return {};
  const bytesPerSecond = extra?.parameters_set?.['max-postcopy-bandwidth'] ?? 0;
  return {
    postcopy: {
      startAtIterations: starts ? scenario.post_copy_iters : null,
      maxBandwidthMibPerSecond: bytesPerSecond / MIB,
      preempt: extra?.capabilities?.['postcopy-preempt'] === true,
    },
  };
}

/** What made pages smaller in a recording; nothing if pages travelled as they are. */
function recordedEncoding({
  extra,
  hardware,
  scenario,
}: GuestperfReport): Pick<QemuScenario, 'encoding'> {
  const { capabilities = {}, parameters_set: set } = extra ?? {};
  const isOn = (option: boolean | undefined, capability: string): boolean =>
    option === true || capabilities[capability] === true;
  const hasXbzrle = isOn(scenario.compression_xbzrle, 'xbzrle');
  const hasCompress = isOn(scenario.compression_mt, 'compress');
  const method = multifdCompressions.find(
    (name) => name === (set?.['multifd-compression'] ?? scenario.multifd_compression),
  );
  if (!hasXbzrle && !hasCompress && method === undefined) return {};
  const percent = scenario.compression_xbzrle_cache ?? encodingDefaults.xbzrleCachePercent;
  return {
    encoding: {
      xbzrle: hasXbzrle
        ? { cacheBytes: set?.['xbzrle-cache-size'] ?? xbzrleCacheBytes(hardware.mem, percent) }
        : null,
      compress: hasCompress
        ? {
            threads:
              set?.['compress-threads'] ??
              scenario.compression_mt_threads ??
              encodingDefaults.compressThreads,
            level: set?.['compress-level'] ?? encodingDefaults.compressLevel,
            waitThread: set?.['compress-wait-thread'] ?? true,
          }
        : null,
      multifdCompression:
        method === undefined
          ? null
          : { method, level: multifdLevel(method, set) ?? encodingDefaults.multifdLevel },
    },
  };
}

function multifdLevel(
  method: MultifdCompressionName,
  set: RecordedParameters | undefined,
): number | undefined {
  switch (method) {
    case 'zlib':
      return set?.['multifd-zlib-level'];
    case 'zstd':
      return set?.['multifd-zstd-level'];
    case 'qatzip':
      return set?.['multifd-qatzip-level'];
    default:
      return undefined;
  }
}

/** guestperf's own stress program fills `mem` GiB; an `extra` block says what ran instead. */
function recordedWorkload(report: GuestperfReport): Workload {
  const { extra, hardware } = report;
  if (extra === undefined) return { kind: 'stress', stressMib: hardware.mem * 1024 };
  if (extra.guestperf_sim !== undefined) return simulatedWorkload(extra.guestperf_sim);
  const stress = extra.stress ?? extra.lab_scenario?.stress ?? null;
  const perVcpuMib = stress?.stressmb;
  if (stress === null || perVcpuMib === undefined) return { kind: 'idle' };
  const workingSetMib = perVcpuMib * hardware.cpus;
  const measured = extra.derived?.guest_rate_before_mibps;
  const mibPerSecond = visitRate(stress, measured, hardware.cpus);
  const pacing = (stress.rate ?? 0) > 0 ? 'sleep' : 'cpu';
  if (mibPerSecond === null) return { kind: 'stress', stressMib: workingSetMib };
  const bytesPerPage = (stress.words ?? PAGE_BYTES / 8) * 8;
  switch (stress.pattern ?? 'seq') {
    case 'hotcold':
      return {
        kind: 'hot-cold',
        workingSetMib,
        mibPerSecond,
        hotPagesPercent: stress.hotpct ?? 10,
        hotWritesPercent: stress.hotw ?? 90,
        bytesPerPage,
      };
    case 'random':
    case 'rand':
    case 'uniform':
      return { kind: 'random', workingSetMib, mibPerSecond, pacing, bytesPerPage };
    default:
      return {
        kind: 'sequential',
        workingSetMib,
        mibPerSecond,
        pacing,
        bytesPerPage,
      };
  }
}

/** A simulated run says how much its stress program wrote; other workloads are more than a number. */
function simulatedWorkload({ record }: SimulationExtra): Workload {
  if (record.workload === 'stress') return { kind: 'stress', stressMib: record.stress_mem_mb };
  throw new InputError({
    subject: '--recorded',
    problem: `a report does not describe the workload ${record.workload} of a simulated run`,
  });
}

/** MiB/s of page visits of one vCPU: as measured, else as asked for; null for full speed. */
function visitRate(
  stress: RecordedStress,
  measured: number | null | undefined,
  cpus: number,
): number | null {
  if (measured !== null && measured !== undefined && measured > 0) return measured / cpus;
  // As an option of the program, 0 is no pace.
  return [stress.cpurate, stress.rate].find((rate) => rate !== undefined && rate > 0) ?? null;
}

/** A recording through a forwarder names the rate of its link, which then is constant. */
function withRecordedLink(host: HostProfile, linkMibPerSecond: number | null): HostProfile {
  if (linkMibPerSecond === null) return host;
  const source = 'the recording: a forwarder that passes exactly this rate';
  return {
    ...host,
    parameters: {
      ...host.parameters,
      linkGbitPerSecond: {
        value: linkMibPerSecond / MIB_PER_GBIT,
        provenance: 'measured',
        source,
      },
      linkVariability: { value: 0, provenance: 'measured', source },
    },
  };
}
