import type { LooseSettings } from '../engines/setting.js';
import { hasSync, hasThrottle } from '../engines/qemu/features/strategy/hooks-of-scenario.js';
import type { QemuSettings } from '../engines/qemu/settings.js';
import type { QemuScenario } from '../engines/scenario.js';
import { MIB } from '../memory/units.js';
import { hostOf } from '../profiles/host.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { guestperfVmMib, maxMemGib } from '../engines/guest-settings.js';
import { multifdCompressions } from '../engines/qemu/features/compression/settings.js';
import { isAtLeast, type QemuVersion, qemuVersions } from '../profiles/qemu-version.js';
import { settingsOfWords } from '../settings/comparison-suite.js';
import { resolve, type Settings } from '../settings/resolve.js';
import { hostWithRecordedLink, linkReadAs, recordedLink } from './recorded-link.js';
import { recordedWorkload } from './recorded-workload.js';
import type { RecordedParameters } from './recording-extra.js';
import type { GuestperfReport } from './report-schema.js';

/** What a user says of a recorded guest that its report does not; a report's own account gives way to it. */
export type GivenLoad = Pick<Settings, 'workload' | 'stressMem'>;

/** A recording as it is predicted. */
export interface Recording {
  /** How it was read: what of it goes into the prediction, and from where. */
  readonly readAs: readonly string[];
  /** @param seed the recording's own randomness is not known: any seed is a prediction */
  scenario(seed: string, repeat: number): QemuScenario;
}

/**
 * Reads a recorded migration as far as it tells: guestperf's hardware and scenario, and from an `extra` block the
 * workload, the guest's pace and phase, the parameters and the link. What it does not tell is the host's. What QEMU
 * has run is not refused.
 *
 * @param rules settings that name a strategy which stands in for the rules of that QEMU
 */
export function readRecording(
  report: GuestperfReport,
  host: HostProfile,
  given: GivenLoad = {},
  rules: LooseSettings = {},
): Recording {
  const version = recordedVersion(report) ?? host.qemu;
  const link = recordedLink(report);
  const isGiven = given.workload !== undefined || given.stressMem !== undefined;
  const load = isGiven ? null : recordedWorkload(report, hostOf(host).numbers.writeFaultNs);
  const settings = recordedSettings(report, version);
  const readAs = [load?.readAs ?? 'guest as the command line says'];
  if (link !== null) readAs.push(linkReadAs(link));
  const linked = link === null ? host : hostWithRecordedLink(host, link);
  const known = load?.isPaced === true ? hostWithPace(linked) : linked;
  return {
    readAs,
    scenario: (seed, repeat) => {
      const plain = resolve(
        {
          host: known,
          uncertain: true,
          qemu: version,
          mem: maxMemGib,
          seed,
          ...(load === null ? given : { workload: load.workload }),
          ...rules,
        },
        { name: report.scenario.name, mode: 'recorded', repeat },
      ) as QemuScenario;
      return { ...plain, settings: { ...plain.settings, ...settings, ...replacedBy(plain) } };
    },
  };
}

/** What a strategy's own rules take the place of. */
function replacedBy({ strategy }: QemuScenario): Partial<QemuSettings> {
  return {
    ...(hasThrottle(strategy) && { autoConverge: false, dirtyLimit: false }),
    ...((hasThrottle(strategy) || hasSync(strategy)) && { backgroundSync: 'off' }),
  };
}

/** `host` with what is left of its guest's spread of speed once the guest's pace has been read. */
function hostWithPace(host: HostProfile): HostProfile {
  const { guestPaceSpread, parameters } = host;
  if (guestPaceSpread === undefined) return host;
  return { ...host, parameters: { ...parameters, guestSpeedSpread: guestPaceSpread } };
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
