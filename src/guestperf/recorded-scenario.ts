import type { QemuSettings } from '../engines/qemu/settings.js';
import type { QemuScenario } from '../engines/scenario.js';
import { InputError } from '../input/input-error.js';
import { MIB, PAGE_BYTES } from '../memory/units.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { guestperfVmMib, maxMemGib } from '../engines/guest-settings.js';
import { multifdCompressions } from '../engines/qemu/features/compression/settings.js';
import { isAtLeast, type QemuVersion, qemuVersions } from '../profiles/qemu-version.js';
import type { Workload } from '../profiles/workload.js';
import { settingsOfWords } from '../settings/comparison-suite.js';
import { resolve } from '../settings/resolve.js';
import type { RecordedParameters, RecordedStress } from './recording-extra.js';
import type { GuestperfReport } from './report-schema.js';
import type { SimulationExtra } from './simulation-extra.js';

const MIB_PER_GBIT = 1e9 / 8 / MIB;

/**
 * The scenario of a recorded migration, as far as the recording tells: guestperf's hardware and
 * scenario, and from an `extra` block the workload, the guest's measured rate before the migration,
 * the parameters and the link. What it does not tell is the host's. What QEMU has run is not refused.
 *
 * @param seed the recording's own randomness is not known: any seed is a prediction
 */
export function recordedScenario(
  report: GuestperfReport,
  host: HostProfile,
  seed: string,
  repeat: number,
): QemuScenario {
  const { extra, scenario } = report;
  const version = recordedVersion(report) ?? host.qemu;
  const plain = resolve(
    {
      host: withRecordedLink(host, extra?.link_mibps ?? extra?.lab_scenario?.link ?? null),
      qemu: version,
      workload: recordedWorkload(report),
      mem: maxMemGib,
      seed,
    },
    { name: scenario.name, mode: 'recorded', repeat },
  ) as QemuScenario;
  return { ...plain, settings: { ...plain.settings, ...recordedSettings(report, version) } };
}

/** The modelled version that a recording names, as `10.0` of `10.0.13`; null if it names none. */
export function recordedVersion({ extra }: GuestperfReport): QemuVersion | null {
  const named =
    extra?.guestperf_sim?.record.version ?? extra?.qemu_version ?? extra?.lab_scenario?.qemu ?? '';
  const text = typeof named === 'string' ? named : named.version;
  const [major, minor] = text.split('.');
  return qemuVersions.find((version) => version === `${major}.${minor}`) ?? null;
}

/** What a recording says of the settings. */
function recordedSettings(
  { extra, hardware, scenario }: GuestperfReport,
  version: QemuVersion,
): Partial<QemuSettings> {
  const { multifd_compression: method, ...words } = scenario;
  const isOn = (capability: string, word: boolean | undefined): boolean =>
    word === true || extra?.capabilities?.[capability] === true;
  const isMerged = scenario.auto_converge && isAtLeast(version, '9.2');
  return {
    ...settingsOfWords({ ...words, ...(method && { multifd_compression: method }) }),
    ...(extra?.parameters_set && parameterSettings(extra.parameters_set, hardware.mem)),
    cpus: hardware.cpus,
    mem: hardware.mem,
    vmMem: extra?.vm_mem_mb ?? guestperfVmMib(hardware.mem),
    dirtyRingSize: hardware.dirty_ring_size ?? 0,
    backgroundSync: isMerged ? 'merged' : 'off',
    dirtyLimit: isOn('dirty-limit', scenario.dirty_limit),
    multifd: isOn('multifd', scenario.multifd),
    postCopy: isOn('postcopy-ram', scenario.post_copy),
    // With the capability alone the source could be told to switch, and was not.
    postCopyIters: scenario.post_copy ? scenario.post_copy_iters : 2_147_483_647,
    postcopyPreempt: isOn('postcopy-preempt', false),
    compressionXbzrle: isOn('xbzrle', scenario.compression_xbzrle),
    compressionMt: isOn('compress', scenario.compression_mt),
  };
}

/** QEMU's parameters that were set; what is absent was left to guestperf. */
function parameterSettings(set: RecordedParameters, memGib: number): Partial<QemuSettings> {
  const cacheBytes = set['xbzrle-cache-size'];
  const bytesPerSecond = set['max-postcopy-bandwidth'];
  const wait = set['compress-wait-thread'];
  return defined({
    throttleInitial: set['cpu-throttle-initial'],
    autoConvergeStep: set['cpu-throttle-increment'],
    maxThrottle: set['max-cpu-throttle'],
    throttleTailslow: set['cpu-throttle-tailslow'],
    throttleTriggerThreshold: set['throttle-trigger-threshold'],
    multifdChannels: set['multifd-channels'],
    maxPostcopyBandwidth: bytesPerSecond === undefined ? undefined : bytesPerSecond / MIB,
    // The least share that is not below the size, which is a power of two.
    compressionXbzrleCache:
      cacheBytes === undefined ? undefined : ((cacheBytes * 100) / (memGib * 2 ** 30)) * (1 + 1e-9),
    compressionMtThreads: set['compress-threads'],
    compressLevel: set['compress-level'],
    compressWaitThread: wait === undefined ? undefined : wait ? 'on' : 'off',
    multifdCompression: multifdCompressions.find((name) => name === set['multifd-compression']),
    multifdZlibLevel: set['multifd-zlib-level'],
    multifdZstdLevel: set['multifd-zstd-level'],
    multifdQatzipLevel: set['multifd-qatzip-level'],
  });
}

function defined<Values extends object>(
  values: Values,
): { [Key in keyof Values]?: NonNullable<Values[Key]> } {
  const said = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as { [Key in keyof Values]?: NonNullable<Values[Key]> };
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
  const visits = { workingSetMib, mibPerSecond, bytesPerPage };
  switch (stress.pattern ?? 'seq') {
    case 'hotcold':
      return {
        kind: 'hot-cold',
        ...visits,
        hotPagesPercent: stress.hotpct ?? 10,
        hotWritesPercent: stress.hotw ?? 90,
      };
    case 'random':
    case 'rand':
    case 'uniform':
      return { kind: 'random', ...visits, pacing };
    default:
      return { kind: 'sequential', ...visits, pacing };
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
