import type { FreePageBatch } from '../../../../guest/free-page-reporter.js';
import type { SyncNotifier } from '../../../../migration/dirty-sync.js';

/** What the host does with the guest's reports; told of syncs by the precopy notifier. */
export interface FreePagePolicy extends SyncNotifier {
  /** The first sync is done, the first pass is about to begin. */
  setup(): void;
  /** The host sees a batch. */
  batchArrived(batch: FreePageBatch): void;
}
