/** Entries that KVM keeps free for what it pushes by itself (KVM_DIRTY_RING_RSVD_ENTRIES). */
const RESERVED_ENTRIES = 64;
/** Entries that Intel's page-modification log may add in one exit. */
const LOG_BUFFER_ENTRIES = 512;

/** Entries at which a vCPU leaves the guest, its ring being full (Linux, virt/kvm/dirty_ring.c). */
export function ringSoftLimit(entries: number): number {
  return entries - RESERVED_ENTRIES - LOG_BUFFER_ENTRIES;
}
