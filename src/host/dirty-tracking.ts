/**
 * When the kernel write-protects a logged page again.
 *
 * - `clear-at-sync`: `KVM_GET_DIRTY_LOG` returns the log and re-protects at once.
 * - `manual-protect`: the log is only copied at the sync; a 1 GiB chunk is cleared and
 *   re-protected when its first page is sent (`KVM_CLEAR_DIRTY_LOG`).
 */
export const dirtyLogForms = ['clear-at-sync', 'manual-protect'] as const;
export type DirtyLogForm = (typeof dirtyLogForms)[number];

/** How the pages that the guest writes become known: a form of the bitmap, or a ring for each vCPU. */
export const dirtyTrackings = [...dirtyLogForms, 'dirty-ring'] as const;
export type DirtyTracking = (typeof dirtyTrackings)[number];

/** Entries that KVM keeps free for what it pushes by itself (KVM_DIRTY_RING_RSVD_ENTRIES). */
const RESERVED_ENTRIES = 64;
/** Entries that Intel's page-modification log may add in one exit. */
const LOG_BUFFER_ENTRIES = 512;

/** Entries at which a vCPU leaves the guest, its ring being full (Linux, virt/kvm/dirty_ring.c). */
export function ringSoftLimit(entries: number): number {
  return entries - RESERVED_ENTRIES - LOG_BUFFER_ENTRIES;
}
