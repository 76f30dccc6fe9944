import { PAGE_BYTES } from '../../memory/units.js';
import type { CloudHypervisorCosts } from './costs.js';
import type { HostCloudHypervisor } from '../../profiles/host-cloud-hypervisor.js';
import type { HostParameters } from '../../profiles/host-profile.js';
import { NS_PER_MS, NS_PER_US } from '../../sim/time.js';

/** Pausing takes longer with each vCPU beyond so many. */
const VCPUS_PAUSED_TOGETHER = 32;

/**
 * What Cloud Hypervisor's migration costs on a host.
 *
 * @param ramGib guest RAM
 */
export function cloudHypervisorCosts(
  host: HostParameters,
  own: HostCloudHypervisor,
  ramGib: number,
  cpus: number,
  connections: number,
): CloudHypervisorCosts {
  const page = { sendNs: host.contentPageNs, wireBytes: PAGE_BYTES };
  const joinThread = own.joinUs * NS_PER_US;
  return {
    connect: own.connectMs * NS_PER_MS,
    startDirtyLog: own.startDirtyLogMsPerGib * ramGib * NS_PER_MS,
    harvest: own.harvestUsPerGib * ramGib * NS_PER_US,
    harvestWord: own.harvestWordNs,
    harvestPage: own.harvestPageNs,
    tableRange: own.tableRangeNs,
    firstPage: { ...page, receiveNs: host.receivePageNs + host.receiveFirstTouchNs },
    page: { ...page, receiveNs: host.receivePageNs },
    rangeWrite: own.rangeWriteNs,
    roundTrip: 2 * host.linkLatencyUs * NS_PER_US,
    segmentBytes: own.segmentBytes,
    delayedAck: own.delayedAckMs * NS_PER_MS,
    pause:
      own.pauseMs * NS_PER_MS +
      own.pauseVcpuUs * Math.max(0, cpus - VCPUS_PAUSED_TOGETHER) * NS_PER_US,
    resume: own.resumeMs * NS_PER_MS,
    joinConnections: joinThread * (1 + Math.log2(connections) / 6),
    joinThread,
    releaseLocks: own.releaseLocksUs * NS_PER_US,
    snapshot: own.snapshotMs * NS_PER_MS,
    sendState: own.sendStateMs * NS_PER_MS + own.sendStateVcpuUs * cpus * NS_PER_US,
    stateBytes: own.stateVcpuKib * 1024 * cpus,
  };
}
