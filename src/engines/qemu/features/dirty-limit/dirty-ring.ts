import type { IntegerRange } from '../../../../settings/guestperf-parameters.js';
import type { DirtyTracking } from '../../../../host/dirty-log.js';
import type { Accelerator, DirtyLogForm } from '../../../../profiles/host-profile.js';
import type { InputProblem } from '../../../../input/input-error.js';
import type { QemuVersion } from '../../../../profiles/qemu-version.js';

/** The form that a guest has: with a ring, the bitmap of the host is not used. */
export function dirtyTracking(form: DirtyLogForm, ringEntries: number): DirtyTracking {
  return ringEntries > 0 ? 'dirty-ring' : form;
}

/**
 * Entries of a ring, beside 0 for none. KVM takes at most 65,536, and at least what it reserves, which
 * with Intel's page-modification log comes to 1024 (kvm_vm_ioctl_enable_dirty_log_ring).
 */
export const dirtyRingRange = { min: 1024, max: 65_536, unit: 'entries' } as const;

/**
 * What is wrong with a ring of `entries`; null if nothing is (QEMU, kvm_set_dirty_ring_size and
 * kvm_dirty_ring_init).
 */
export function dirtyRingProblem(
  entries: number,
  accelerator: Accelerator,
): Omit<InputProblem, 'subject'> | null {
  if (entries === 0) return null;
  const value = String(entries);
  const { min, max } = dirtyRingRange;
  const allowed = `0, or a power of two from ${min} to ${max}`;
  if (entries < min || entries > max) return { value, problem: 'is out of range', allowed };
  if ((entries & (entries - 1)) !== 0) return { value, problem: 'is not a power of two', allowed };
  if (accelerator === 'kvm') return null;
  return { value, problem: 'needs KVM, and the vCPUs of the host profile run under TCG' };
}

/** The dirty limit of QEMU 8.1: each vCPU is held to a rate at which it may dirty memory. */
export interface DirtyLimitParameters {
  /** `vcpu-dirty-limit`; QEMU's MB/s are MiB/s. */
  readonly mibPerSecond: number;
  /** `x-vcpu-dirty-limit-period`: the rates are measured and corrected this often. */
  readonly periodMs: number;
}

/** The version with which the capability dirty-limit came. */
export const dirtyLimitSince: QemuVersion = '8.1';

export const dirtyLimitRanges = {
  mibPerSecond: { min: 1, max: 8_589_934_591, unit: 'MiB/s' },
  periodMs: { min: 1, max: 1000, unit: 'ms' },
} as const satisfies Record<keyof DirtyLimitParameters, IntegerRange>;

/** guestperf's defaults (shell.py); QEMU's own period is 1000 ms. */
export const dirtyLimitDefaults: DirtyLimitParameters = { mibPerSecond: 1, periodMs: 500 };
