import { type Capability, capabilityConflict } from '../../engines/qemu/capabilities.js';
import {
  dirtyLimitDefaults,
  type DirtyLimitParameters,
  dirtyLimitRanges,
  dirtyRingProblem,
  dirtyRingRange,
} from '../../engines/qemu/features/dirty-limit/dirty-ring.js';
import type { HostProfile } from '../../profiles/host-profile.js';
import { InputError } from '../../input/input-error.js';
import type { QemuVersion } from '../../profiles/qemu-version.js';
import { integerOption } from './integer-option.js';
import type { OptionValues } from './option.js';
import { switchOption } from './text-option.js';

/** Options of the dirty ring, and of the limit that needs it. */
export const dirtyLimitOptions = {
  dirtyRingSize: integerOption({
    min: 0,
    max: dirtyRingRange.max,
    unit: 'entries',
    description: 'entries of a dirty ring for each vCPU, in place of the dirty bitmap',
    fallback: 0,
  }),
  dirtyLimit: switchOption(
    'hold each vCPU to a rate at which it may dirty memory; needs --dirty-ring-size',
  ),
  xVcpuDirtyLimitPeriod: integerOption({
    ...dirtyLimitRanges.periodMs,
    description: 'with --dirty-limit: the rates are measured and corrected each N ms',
    fallback: dirtyLimitDefaults.periodMs,
  }),
  vcpuDirtyLimit: integerOption({
    ...dirtyLimitRanges.mibPerSecond,
    description: 'with --dirty-limit: rate of each vCPU in MiB/s; QEMU tolerates 25 more',
    fallback: dirtyLimitDefaults.mibPerSecond,
  }),
};

/** What users call the capabilities on a command line. */
const capabilityFlags: Readonly<Record<Capability, string>> = {
  postcopy: '--post-copy',
  postcopyPreempt: '--postcopy-preempt',
  xbzrle: '--compression-xbzrle',
  compress: '--compression-mt',
  multifd: '--multifd',
  multifdCompression: '--multifd-compression',
  dirtyLimit: '--dirty-limit',
  autoConverge: '--auto-converge',
  dirtyRingSize: '--dirty-ring-size',
};

type CapabilityOptions = OptionValues<typeof dirtyLimitOptions> & {
  readonly autoConverge: boolean;
  /** Given, it is what brings auto-converge. */
  readonly mode: string | null;
  readonly multifd: boolean;
  /** Whether options or a policy turn postcopy on. */
  readonly postcopy: boolean;
  readonly multifdCompression: string | null;
  readonly compressionMt: boolean;
  readonly compressionXbzrle: boolean;
};

/**
 * Refuses what QEMU refuses: a ring that KVM does not take, a capability that the version does not have,
 * and capabilities that do not go together.
 *
 * @throws InputError naming the flags
 */
export function checkCapabilities(
  options: CapabilityOptions,
  version: QemuVersion,
  { accelerator = 'kvm' }: HostProfile,
): void {
  const problem = dirtyRingProblem(options.dirtyRingSize, accelerator);
  if (problem !== null) throw new InputError({ ...problem, subject: '--dirty-ring-size' });
  const choice = {
    ...options,
    compress: options.compressionMt,
    xbzrle: options.compressionXbzrle,
  };
  const conflict = capabilityConflict(choice, version, (name) =>
    name === 'autoConverge' && options.mode !== null ? '--mode' : capabilityFlags[name],
  );
  if (conflict === null) return;
  throw new InputError({ ...conflict.detail, subject: capabilityFlags[conflict.capability] });
}

/** The dirty limit that a command line asks for; nothing without `--dirty-limit`. */
export function dirtyLimitChoice({
  dirtyLimit,
  xVcpuDirtyLimitPeriod: periodMs,
  vcpuDirtyLimit: mibPerSecond,
}: OptionValues<typeof dirtyLimitOptions>): { readonly dirtyLimit?: DirtyLimitParameters } {
  return dirtyLimit ? { dirtyLimit: { mibPerSecond, periodMs } } : {};
}
