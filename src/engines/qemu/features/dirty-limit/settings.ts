import type { DirtyLogForm, DirtyTracking } from '../../../../host/dirty-tracking.js';
import type { QemuRelease } from '../../../../profiles/qemu-version.js';
import { integer, type LooseSettings, type SettingValues, toggle } from '../../../setting.js';

/**
 * Entries of a ring, beside 0 for none. KVM takes at most 65,536, and at least what it reserves, which
 * with Intel's page-modification log comes to 1024 (kvm_vm_ioctl_enable_dirty_log_ring).
 */
export const dirtyRingRange = { min: 1024, max: 65_536, unit: 'entries' } as const;

/** The release with which QEMU came to use KVM's manual protection (KVM_CLEAR_DIRTY_LOG). */
export const manualProtectSince: QemuRelease = '4.1';

const isLimited = (settings: LooseSettings): boolean => settings['dirtyLimit'] === true;

/** The dirty ring, and the limit of QEMU 8.1 that needs it; defaults are guestperf's (shell.py). */
export const dirtyLimitSettings = {
  dirtyRingSize: integer({
    min: 0,
    max: dirtyRingRange.max,
    unit: 'entries',
    help: 'entries of a dirty ring for each vCPU, in place of the dirty bitmap',
    standard: 0,
    since: '6.1',
    record: {
      key: 'dirty_ring_size',
      description: "Entries of each vCPU's dirty ring; a bitmap if absent",
      isThere: ({ settings }) => settings['dirtyRingSize'] !== 0,
    },
  }),
  dirtyLimit: toggle({
    help: 'limit the rate at which each vCPU dirties memory; needs --dirty-ring-size',
    since: '8.1',
    guestperf: 'dirty_limit',
    record: {
      key: 'dirty_limit',
      description: 'Off if absent',
      isThere: ({ settings }) => isLimited(settings),
    },
    qmp: { capability: 'dirty-limit' },
  }),
  xVcpuDirtyLimitPeriod: integer({
    min: 1,
    max: 1000,
    unit: 'ms',
    help: 'with --dirty-limit: measure and correct the rates every N ms',
    standard: 500,
    guestperf: 'x_vcpu_dirty_limit_period',
    record: {
      key: 'x_vcpu_dirty_limit_period',
      description: 'The rates are measured and corrected this often, ms',
      isThere: ({ settings }) => isLimited(settings),
    },
    qmp: { parameter: 'x-vcpu-dirty-limit-period', isSaid: isLimited },
  }),
  // QEMU's MB/s are MiB/s.
  vcpuDirtyLimit: integer({
    min: 1,
    max: 8_589_934_591,
    unit: 'MiB/s',
    help: 'with --dirty-limit: rate of each vCPU in MiB/s; QEMU tolerates 25 more',
    standard: 1,
    guestperf: 'vcpu_dirty_limit',
    record: {
      key: 'vcpu_dirty_limit',
      description: 'Rate at which each vCPU may dirty memory, MiB/s',
      isThere: ({ settings }) => isLimited(settings),
    },
    qmp: { parameter: 'vcpu-dirty-limit', isSaid: isLimited },
  }),
};

/** The dirty limit of QEMU 8.1: each vCPU is held to a rate at which it may dirty memory. */
export interface DirtyLimitParameters {
  /** `vcpu-dirty-limit`; QEMU's MB/s are MiB/s. */
  readonly mibPerSecond: number;
  /** `x-vcpu-dirty-limit-period`: the rates are measured and corrected this often. */
  readonly periodMs: number;
}

/** The dirty limit that settings ask for; null for none. */
export function dirtyLimitOf(
  settings: SettingValues<typeof dirtyLimitSettings>,
): DirtyLimitParameters | null {
  const { dirtyLimit, vcpuDirtyLimit, xVcpuDirtyLimitPeriod } = settings;
  return dirtyLimit ? { mibPerSecond: vcpuDirtyLimit, periodMs: xVcpuDirtyLimitPeriod } : null;
}

/** How dirty pages become known: with a ring, the bitmap is not used. */
export function dirtyTrackingOf(settings: {
  readonly dirtyLog: DirtyLogForm;
  readonly dirtyRingSize: number;
}): DirtyTracking {
  return settings.dirtyRingSize > 0 ? 'dirty-ring' : settings.dirtyLog;
}
