import type { TransferCost } from '../../host/transfer-cost.js';
import { PAGE_BYTES } from '../../memory/units.js';
import type { HostNumbers } from '../../profiles/host.js';
import { NS_PER_MS, NS_PER_US, ns } from '../../sim/time.js';

/** Pausing takes longer with each vCPU beyond so many. */
const VCPUS_PAUSED_TOGETHER = 32;

export type CloudHypervisorCosts = Readonly<ReturnType<typeof cloudHypervisorCosts>>;

/**
 * What Cloud Hypervisor's migration costs its threads on a host; nanoseconds.
 *
 * @param ramGib guest RAM
 */
export function cloudHypervisorCosts(
  host: HostNumbers,
  ramGib: number,
  cpus: number,
  connections: number,
) {
  const joinThread = ns(host.joinUs * NS_PER_US);
  const page: TransferCost = {
    sendNs: host.contentPageNs,
    wireBytes: PAGE_BYTES,
    receiveNs: host.receivePageNs,
  };
  return {
    connect: ns(host.connectMs * NS_PER_MS),
    startDirtyLog: ns(host.startDirtyLogMsPerGib * ramGib * NS_PER_MS),
    /** Any harvest of the dirty log, by the size of the bitmaps. */
    harvest: ns(host.harvestUsPerGib * ramGib * NS_PER_US),
    /** For each 64 pages of which one is dirty. */
    harvestWord: ns(host.harvestWordNs),
    harvestPage: ns(host.harvestPageNs),
    /** For each range of a table that is copied or sorted. */
    tableRange: ns(host.tableRangeNs),
    /** A page that the destination touches for the first time, and one that it has. */
    firstPage: { ...page, receiveNs: host.receivePageNs + host.receiveFirstTouchNs },
    page,
    /** For each range that is written to a socket. */
    rangeWrite: ns(host.rangeWriteNs),
    roundTrip: ns(2 * host.linkLatencyUs * NS_PER_US),
    /** Requests shorter than a segment wait for a delayed acknowledgement. */
    segmentBytes: host.segmentBytes,
    delayedAck: ns(host.delayedAckMs * NS_PER_MS),
    pause: ns(
      host.pauseMs * NS_PER_MS +
        host.pauseVcpuUs * Math.max(0, cpus - VCPUS_PAUSED_TOGETHER) * NS_PER_US,
    ),
    resume: ns(host.resumeMs * NS_PER_MS),
    /** Joining the threads of the memory connections. */
    joinConnections: ns(joinThread * (1 + Math.log2(connections) / 6)),
    /** Joining one thread. */
    joinThread,
    releaseLocks: ns(host.releaseLocksUs * NS_PER_US),
    snapshot: ns(host.snapshotMs * NS_PER_MS),
    sendState: ns(host.sendStateMs * NS_PER_MS + host.sendStateVcpuUs * cpus * NS_PER_US),
    stateBytes: host.stateVcpuKib * 1024 * cpus,
  };
}
