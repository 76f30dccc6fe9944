import { PAGE_BYTES } from '../../memory/units.js';
import type { CloudHypervisorCosts } from './costs.js';
import type { HostNumbers } from '../../profiles/host.js';
import { NS_PER_MS, NS_PER_US, ns } from '../../sim/time.js';

/** Pausing takes longer with each vCPU beyond so many. */
const VCPUS_PAUSED_TOGETHER = 32;

/**
 * What Cloud Hypervisor's migration costs on a host.
 *
 * @param ramGib guest RAM
 */
export function cloudHypervisorCosts(
  host: HostNumbers,
  ramGib: number,
  cpus: number,
  connections: number,
): CloudHypervisorCosts {
  const page = { sendNs: host.contentPageNs, wireBytes: PAGE_BYTES };
  const joinThread = ns(host.joinUs * NS_PER_US);
  return {
    connect: ns(host.connectMs * NS_PER_MS),
    startDirtyLog: ns(host.startDirtyLogMsPerGib * ramGib * NS_PER_MS),
    harvest: ns(host.harvestUsPerGib * ramGib * NS_PER_US),
    harvestWord: ns(host.harvestWordNs),
    harvestPage: ns(host.harvestPageNs),
    tableRange: ns(host.tableRangeNs),
    firstPage: { ...page, receiveNs: host.receivePageNs + host.receiveFirstTouchNs },
    page: { ...page, receiveNs: host.receivePageNs },
    rangeWrite: ns(host.rangeWriteNs),
    roundTrip: ns(2 * host.linkLatencyUs * NS_PER_US),
    segmentBytes: host.segmentBytes,
    delayedAck: ns(host.delayedAckMs * NS_PER_MS),
    pause: ns(
      host.pauseMs * NS_PER_MS +
        host.pauseVcpuUs * Math.max(0, cpus - VCPUS_PAUSED_TOGETHER) * NS_PER_US,
    ),
    resume: ns(host.resumeMs * NS_PER_MS),
    joinConnections: ns(joinThread * (1 + Math.log2(connections) / 6)),
    joinThread,
    releaseLocks: ns(host.releaseLocksUs * NS_PER_US),
    snapshot: ns(host.snapshotMs * NS_PER_MS),
    sendState: ns(host.sendStateMs * NS_PER_MS + host.sendStateVcpuUs * cpus * NS_PER_US),
    stateBytes: host.stateVcpuKib * 1024 * cpus,
  };
}
