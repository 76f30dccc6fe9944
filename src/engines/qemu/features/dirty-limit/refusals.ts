import { isAtLeast } from '../../../../profiles/qemu-version.js';
import { notYetIn, type QemuRefusal } from '../../qemu-refusal.js';
import { dirtyRingRange, manualProtectSince } from './settings.js';

export const dirtyRingRefusals: readonly QemuRefusal[] = [
  {
    subject: 'dirtyRingSize',
    source: 'QEMU, kvm_set_dirty_ring_size and kvm_dirty_ring_init',
    problem({ host, settings: { dirtyRingSize: entries } }) {
      if (entries === 0) return null;
      const value = String(entries);
      const { min, max } = dirtyRingRange;
      const allowed = `0, or a power of two from ${min} to ${max}`;
      if (entries < min || entries > max) return { value, problem: 'is out of range', allowed };
      if ((entries & (entries - 1)) !== 0) {
        return { value, problem: 'is not a power of two', allowed };
      }
      if (host.accelerator === 'kvm') return null;
      return { value, problem: 'needs KVM, and the vCPUs of the host profile run under TCG' };
    },
  },
];

/** With a dirty ring the forms of the bitmap do not matter. */
export const dirtyLogRefusals: readonly QemuRefusal[] = [
  {
    subject: 'dirtyLog',
    source: 'QEMU 4.1, accel/kvm/kvm-all.c (KVM_CAP_MANUAL_DIRTY_LOG_PROTECT2)',
    problem: ({ settings: { dirtyLog }, version }) =>
      dirtyLog === 'manual-protect' && !isAtLeast(version, manualProtectSince)
        ? {
            value: dirtyLog,
            problem: notYetIn(version, manualProtectSince),
            allowed: 'clear-at-sync',
          }
        : null,
  },
  {
    subject: 'dirtyLog',
    source: 'QEMU, accel/kvm/kvm-all.c: a ring takes the place of the bitmap',
    problem: ({ given, name, settings: { dirtyLog, dirtyRingSize } }) =>
      given.has('dirtyLog') && dirtyRingSize !== 0
        ? {
            value: dirtyLog,
            problem: `contradicts ${name('dirtyRingSize')}: a ring takes the place of the bitmap`,
          }
        : null,
  },
];
