import { DirtyLog } from '../../host/dirty-log.js';
import { DirtyLogWorker } from './dirty-log-worker.js';
import { sparseTable } from './first-table.js';
import { MemoryConnections } from './memory-connections.js';
import { Switchover } from './switchover.js';

/** The parts that decide which pages are sent; the tests put in broken ones. */
export interface CloudHypervisorParts {
  readonly DirtyLog: typeof DirtyLog;
  readonly DirtyLogWorker: typeof DirtyLogWorker;
  readonly MemoryConnections: typeof MemoryConnections;
  readonly Switchover: typeof Switchover;
  readonly sparseTable: typeof sparseTable;
}

/** Cloud Hypervisor's own. */
export const standardCloudHypervisorParts: CloudHypervisorParts = {
  DirtyLog,
  DirtyLogWorker,
  MemoryConnections,
  Switchover,
  sparseTable,
};
