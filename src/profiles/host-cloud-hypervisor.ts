import * as z from 'zod/mini';
import { parameterSchema, positiveParameterSchema } from './provenance.js';

/**
 * What Cloud Hypervisor's migration asks of a pair of hosts beside what every engine does. Each number
 * may be absent; then it is that of `hostCloudHypervisorDefaults`.
 */
export const hostCloudHypervisorSchema = z.strictObject({
  /** Connecting, and until the destination has created the VM from its configuration, ms. */
  connectMs: z.optional(parameterSchema),
  /** Enabling dirty logging, ms for each GiB of guest RAM. */
  startDirtyLogMsPerGib: z.optional(parameterSchema),
  /** Fetching the kernel's log and the VMM's bitmap, microseconds for each GiB of guest RAM. */
  harvestUsPerGib: z.optional(parameterSchema),
  /** Fetching the log: for each 64 pages of which one is dirty, ns. */
  harvestWordNs: z.optional(parameterSchema),
  /** Fetching the log and making a table of it: for each dirty page, ns. */
  harvestPageNs: z.optional(parameterSchema),
  /** Copying or sorting a table: for each range, ns. */
  tableRangeNs: z.optional(parameterSchema),
  /** One write to the socket for each range of a table, ns. */
  rangeWriteNs: z.optional(parameterSchema),
  /** What one connection carries at most, 10^9 bit/s. */
  connectionGbitPerSecond: z.optional(positiveParameterSchema),
  /** Largest segment of the connection; a shorter request waits for a delayed acknowledgement, bytes. */
  segmentBytes: z.optional(positiveParameterSchema),
  /** What a delayed acknowledgement costs, ms. */
  delayedAckMs: z.optional(parameterSchema),
  /** Pausing the VM, ms. */
  pauseMs: z.optional(parameterSchema),
  /** Pausing: for each vCPU beyond 32, microseconds. */
  pauseVcpuUs: z.optional(parameterSchema),
  /** Resuming the VM, ms. */
  resumeMs: z.optional(parameterSchema),
  /** Joining one thread, microseconds; each doubling of their number adds a sixth of it. */
  joinUs: z.optional(parameterSchema),
  /** Releasing the disk locks, microseconds. */
  releaseLocksUs: z.optional(parameterSchema),
  /** Taking the snapshot, ms. */
  snapshotMs: z.optional(parameterSchema),
  /** Sending the state and rebuilding the VM from it, ms beside what each vCPU adds. */
  sendStateMs: z.optional(parameterSchema),
  /** Sending the state and rebuilding the VM from it: for each vCPU, microseconds. */
  sendStateVcpuUs: z.optional(parameterSchema),
  /** State of one vCPU, KiB of JSON. */
  stateVcpuKib: z.optional(parameterSchema),
});

export type HostCloudHypervisorProfile = z.infer<typeof hostCloudHypervisorSchema>;

/** The values without their provenance. */
export type HostCloudHypervisor = Readonly<Record<keyof HostCloudHypervisorProfile, number>>;

/**
 * For profiles that say nothing: what the authors of Cloud Hypervisor's migration measured and
 * published (commit messages, pull requests and performance notes of 2025 and 2026). Not measured by
 * anybody else, and on a few machines only. `connectMs`, `releaseLocksUs` and `resumeMs` are assumed.
 */
export const hostCloudHypervisorDefaults: HostCloudHypervisor = {
  connectMs: 50,
  startDirtyLogMsPerGib: 4.5,
  // 4 us of KVM_GET_DIRTY_LOG, and 4096 words of 4.3 ns in the VMM's own bitmap.
  harvestUsPerGib: 21.6,
  // 0.9 ms for a GiB of which 10 % of the pages are dirty, scattered, and 1.5 ms for one that is all
  // dirty: 203 ns a word and 2.5 ns a page.
  harvestWordNs: 203,
  // The 2.5 ns, and 5.7 ns to make a table: 1.2 ms for 8 GiB of which 10 % are dirty.
  harvestPageNs: 8.2,
  // 8.6 ms for a 64 GiB guest of which 10 % are dirty.
  tableRangeNs: 6,
  // 0.77 GiB/s in writes of 4 KiB against 5.6 GiB/s in writes of 1 MiB.
  rangeWriteNs: 4300,
  // 1617 MiB/s over one connection, 11503 MiB/s over eight.
  connectionGbitPerSecond: 14,
  segmentBytes: 1448,
  delayedAckMs: 41,
  pauseMs: 1.1,
  pauseVcpuUs: 16.7,
  resumeMs: 1.1,
  joinUs: 120,
  releaseLocksUs: 200,
  snapshotMs: 7,
  sendStateMs: 18,
  sendStateVcpuUs: 171,
  stateVcpuKib: 16.5,
};

/** The values of a profile, defaults where it has none. */
export function hostCloudHypervisorValues(
  profile: HostCloudHypervisorProfile | undefined,
): HostCloudHypervisor {
  const values: Record<keyof HostCloudHypervisorProfile, number> = {
    ...hostCloudHypervisorDefaults,
  };
  for (const [name, parameter] of Object.entries(profile ?? {})) {
    if (parameter !== undefined) values[name as keyof HostCloudHypervisorProfile] = parameter.value;
  }
  return values;
}
