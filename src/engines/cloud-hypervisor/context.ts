import type { TraceListener } from '../../migration/trace.js';
import type { VirtualClock } from '../../sim/virtual-clock.js';
import type { CloudHypervisorGuest } from './cloud-hypervisor-guest.js';
import type { CloudHypervisorRules } from './cloud-hypervisor-rules.js';
import type { CloudHypervisorCosts } from './costs.js';
import type { DirtyTables } from './dirty-tables.js';
import type { MigrationJournal } from './journal.js';
import type { MemoryConnections } from './memory-connections.js';
import type { MemoryMetrics } from './memory-metrics.js';
import type { CloudHypervisorSettings } from './settings.js';
import type { VcpuThrottle } from './vcpu-throttle.js';

/** What all parts of one migration by Cloud Hypervisor share. */
export interface CloudHypervisorContext {
  readonly settings: CloudHypervisorSettings;
  readonly rules: CloudHypervisorRules;
  readonly costs: CloudHypervisorCosts;
  readonly clock: VirtualClock;
  readonly guest: CloudHypervisorGuest;
  readonly tables: DirtyTables;
  readonly connections: MemoryConnections;
  /** Carries the state, and the memory that taking it has dirtied. */
  readonly mainConnection: MemoryConnections;
  readonly metrics: MemoryMetrics;
  readonly journal: MigrationJournal;
  /** Null where vCPUs are not throttled. */
  readonly throttle: VcpuThrottle | null;
  readonly trace: TraceListener | null;
}
