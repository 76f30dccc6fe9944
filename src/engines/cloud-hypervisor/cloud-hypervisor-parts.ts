import { DirtyLog } from '../../host/dirty-log.js';
import type { GuestParts } from './cloud-hypervisor-guest.js';
import { DirtyLogWorker } from './dirty-log-worker.js';
import { sparseTable } from './first-table.js';
import { MemoryConnections } from './memory-connections.js';
import { Switchover } from './switchover.js';

/** The parts that decide which pages are sent; the tests put in broken ones. */
export interface CloudHypervisorParts extends GuestParts {
  readonly DirtyLogWorker: typeof DirtyLogWorker;
  readonly MemoryConnections: typeof MemoryConnections;
  readonly Switchover: typeof Switchover;
}

/** Cloud Hypervisor's own. */
export const standardCloudHypervisorParts: CloudHypervisorParts = {
  DirtyLog,
  DirtyLogWorker,
  MemoryConnections,
  Switchover,
  sparseTable,
};
