import type { SyncRule } from '../../../../migration/rules/sync-rule.js';

/**
 * The periodic sync that was merged in QEMU 9.2 (CPU_THROTTLE_DIRTY_SYNC_TIMESLICE_MS): every 5 s a timer does a full
 * sync if there has been none since its last tick. It compares counts, not times, and goes on at any throttle. The first
 * pass is left alone.
 */
export const mergedSync: SyncRule = {
  everyMs: 5000,
  from: 'setup',
  wanted: ({ before, syncCount }) => syncCount > 1 && syncCount === before.syncCount,
};
